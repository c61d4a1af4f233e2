import { makeDate, partsOf, type PlainDate } from '../../shared/calendar/plain-date.ts'
import { BRANCHES } from './group-plan.ts'
import { branchEstablishedOn, organizationIdOf, type Call, type OrganizationIds, type Step } from './population.ts'
import { adjustmentPlans, ratingBatches } from './ratings-plan.ts'

/** 上一年度与本年度的考核：人工评定各项、少数加减分、各一个一票否决。 */
export async function recordAssessments(call: Call, asOf: PlainDate, organizations: OrganizationIds, step: Step): Promise<void> {
  for (const yearsAgo of [1, 0] as const) {
    const year = partsOf(asOf).year - yearsAgo
    // 年末还没有成立的支部不参加那一年的考核。
    const assessed = BRANCHES.filter((plan) => branchEstablishedOn(plan, asOf) <= makeDate(year, 12, 31))
    const scheme = await call('assessment.scheme', { year })
    const itemIds = scheme.tasks.flatMap((task) => task.items.filter((item) => !item.isComputed).map((item) => item.itemId))
    const idOfName = (shortName: string) =>
      organizationIdOf(organizations, BRANCHES.find((plan) => plan.shortName === shortName)?.code ?? shortName)
    for (const itemId of itemIds) {
      for (const batch of ratingBatches(assessed, itemId, year)) {
        await call('assessment.rate', {
          year,
          organizationIds: batch.branchCodes.map((code) => organizationIdOf(organizations, code)),
          itemId,
          ratioPermyriad: batch.ratioPermyriad,
          basis: batch.basis,
        })
      }
      await step(`${year}年度考核：${itemId}`)
    }
    for (const { shortName, ...adjustment } of adjustmentPlans(yearsAgo)) {
      await call('assessment.adjust', { year, organizationId: idOfName(shortName), ...adjustment, documentNo: `鹭金演党〔${year}〕88号` })
    }
    await call('assessment.confirmVeto', {
      year,
      organizationId: idOfName(yearsAgo === 0 ? '大厦物业' : '商业保理'),
      vetoId: yearsAgo === 0 ? 'V1' : 'V2',
      basis: yearsAgo === 0 ? '换届逾期超过180天且无批准延期的文件' : '全年未开展民主评议党员',
      confirmedBy: '集团党委会',
    })
  }
}
