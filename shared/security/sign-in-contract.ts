import * as z from 'zod'
import { query, task } from '../contract/endpoint.ts'
import { singleLine } from '../contract/text.ts'
import { givenPassphrase } from './account-contract.ts'
import { session } from './session.ts'

/** 登录与退出：门口的路由，没登录时也答。 */
export const signInContract = {
  'security.names': query('登录页上可选的名字；停用的不列', z.object({}), z.object({ names: z.array(z.string()) })),
  'security.signIn': task('登录：选名字、输口令', z.object({ name: singleLine(20), passphrase: givenPassphrase }), z.object({ session })),
  'security.signOut': task('退出登录，换别人用', z.object({}), z.object({})),
} as const
