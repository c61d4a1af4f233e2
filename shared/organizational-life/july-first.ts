import type { ActivityFacts } from './facts.ts'

/** “七一”纪念活动（D09）：小类选了“七一纪念”，或标题、主题里写明的。 */
export function isJulyFirst({ practiceKind, title, theme }: Pick<ActivityFacts, 'practiceKind' | 'title' | 'theme'>): boolean {
  return practiceKind === '七一纪念' || /七一|建党|党的生日/.test(title + theme)
}
