import type { RouteOutput } from '../app/client.ts'

/** 发文登记簿的一行。 */
export type RegisterRow = RouteOutput<'correspondence.register'>['rows'][number]
/** 收文登记簿的一行。 */
export type IncomingItem = RouteOutput<'correspondence.incoming'>['rows'][number]
