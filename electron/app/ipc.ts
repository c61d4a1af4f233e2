import { ipcMain, type WebFrameMain } from 'electron'
import type { Envelope } from '../../shared/contract/envelope.ts'
import { failed } from '../dispatch/envelopes.ts'
import { isOwnPage } from './bundle-protocol.ts'

const CHANNEL = 'jishi:call'

/** 唯一的通道：只认自己页面的主框架发来的调用，来去都是 JSON 文本。 */
export function answerCalls(dispatch: (route: string, input: unknown) => Promise<Envelope>): void {
  ipcMain.handle(CHANNEL, async (event, route: unknown, inputJson: unknown): Promise<string> => {
    return JSON.stringify(await answer(event.senderFrame, route, inputJson, dispatch))
  })
}

async function answer(
  sender: WebFrameMain | null,
  route: unknown,
  inputJson: unknown,
  dispatch: (route: string, input: unknown) => Promise<Envelope>,
): Promise<Envelope> {
  if (sender === null || sender.parent !== null || !isOwnPage(sender.url)) return failed('FORBIDDEN', '只接受基石自己的页面发来的调用。')
  if (typeof route !== 'string' || typeof inputJson !== 'string') return failed('INVALID_INPUT', '路由与入参都应是文字。')
  let input: unknown
  try {
    input = JSON.parse(inputJson)
  } catch {
    return failed('INVALID_INPUT', '入参不是完整的 JSON。')
  }
  return dispatch(route, input)
}
