import { MASKED_FIELD_LABELS, type MaskedField } from '../../shared/member/masking.ts'
import { useCommand } from '../app/use-backend.ts'

/** 看某人遮着的某一项；看过以后操作日志与此人的痕迹要重取。 */
export function useRevealMember(memberId: string): (field: MaskedField) => Promise<string | undefined> {
  const reveal = useCommand('member.reveal', { invalidates: ['settings.journal', 'member.life'] })
  return async (field) => (await reveal.run({ memberId, fields: [field] }))?.values[field]
}

/** “张三的手机号”。 */
export function whatIs(name: string, field: MaskedField): string {
  return `${name}的${MASKED_FIELD_LABELS[field]}`
}
