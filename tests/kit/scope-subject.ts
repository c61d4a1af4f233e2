import type { TestBackend } from './backend.ts'

/** 一个支部和它名下各样东西的编号各一个。 */
export type Subject = {
  readonly organizationId: string
  readonly memberId: string
  readonly activityId: string
  readonly fileId: string
  readonly processId: string
  readonly lifeMeetingId: string
  readonly reviewId: string
  readonly documentId: string
  readonly draftId: string
  readonly themePlanId: string
}

/** 范围外的编号与名字；`foundIn` 给出一段文字里出现了哪些。 */
export type ForeignTokens = { readonly names: readonly string[]; foundIn(text: string): string[] }

/**
 * 演示集团里两个有换届流程、各样记录都有的支部：第一个在某党总支下面，第二个不在那个党总支下面；
 * 公文、草稿、主题方案没有的当场补上。
 */
export async function findSubject(
  backend: TestBackend,
): Promise<{ readonly mine: Subject; readonly theirs: Subject; readonly generalBranchId: string }> {
  const db = backend.backend.database.kysely
  const branches = await db
    .selectFrom('electionProcess')
    .innerJoin('organizationVersion', 'organizationVersion.organizationId', 'electionProcess.organizationId')
    .innerJoin('activity', 'activity.organizationId', 'electionProcess.organizationId')
    .innerJoin('activityFile', 'activityFile.activityId', 'activity.id')
    .innerJoin('lifeMeeting', 'lifeMeeting.organizationId', 'electionProcess.organizationId')
    .innerJoin('review', 'review.organizationId', 'electionProcess.organizationId')
    .where('organizationVersion.level', '=', '党支部')
    .groupBy('electionProcess.organizationId')
    .select([
      'electionProcess.organizationId',
      'organizationVersion.parentId',
      'activity.id as activityId',
      'activityFile.id as fileId',
      'electionProcess.id as processId',
      'lifeMeeting.id as lifeMeetingId',
      'review.id as reviewId',
    ])
    .execute()
  const subjects: Subject[] = []
  const { nodes } = await backend.call('organization.tree', {})
  const generalBranches = new Set(nodes.filter(({ level }) => level === '党总支').map(({ id }) => id))
  const under = branches.find(({ parentId }) => parentId !== null && generalBranches.has(parentId))
  const elsewhere = branches.find(({ parentId }) => parentId !== under?.parentId)
  if (!under?.parentId || !elsewhere) throw new Error('演示集团里没有各样记录都有、分在党总支内外的两个支部')
  for (const { parentId, ...branch } of [under, elsewhere]) {
    const { organizationId } = branch
    const { rows } = await backend.call('member.list', { organizationId, limit: 1 })
    const { draftId } = await backend.call('correspondence.saveDraft', {
      request: { kind: 'W05', organizationId, processId: branch.processId },
    })
    const { documentId } = await backend.call('correspondence.issue', {
      kind: 'W05',
      organizationId,
      processId: branch.processId,
      fields: { process: '经支委会研究，推荐酝酿产生。', place: '三楼会议室' },
    })
    const { themePlanId } = await backend.call('life.issueThemePlan', {
      issuerId: parentId ?? organizationId,
      month: '2026-10',
      theme: '样例主题',
      contentKinds: ['政治学习'],
      plan: { steps: [{ title: '学习' }] },
      targetIds: [organizationId],
    })
    subjects.push({ ...branch, memberId: rows[0]?.id ?? '', draftId, documentId, themePlanId })
  }
  const [mine, theirs] = subjects
  if (!mine || !theirs) throw new Error(`演示集团里各样记录都有的支部只有 ${subjects.length} 个`)
  return { mine, theirs, generalBranchId: under.parentId }
}

/** 一个支部之外的一切：别的党组织（上级除外）、从没编在这里的党员、归它们的各样记录。 */
export async function foreignTokens(backend: TestBackend, rootId: string): Promise<ForeignTokens> {
  const db = backend.backend.database.kysely
  const organizations = await db
    .selectFrom('organizationVersion')
    .select(['organizationId as id', 'parentId', 'name', 'shortName'])
    .execute()
  const own = new Set([rootId])
  for (const id of own) for (const each of organizations) if (each.parentId === id) own.add(each.id)
  const above = new Set<string>()
  for (let id: string | null = rootId; id !== null; id = organizations.find((each) => each.id === id)?.parentId ?? null) above.add(id)
  const outside = organizations.filter(({ id }) => !own.has(id) && !above.has(id))
  const members = await db
    .selectFrom('member')
    .innerJoin('memberAssignment', 'memberAssignment.memberId', 'member.id')
    .select(['member.id', 'member.name', 'memberAssignment.branchId'])
    .execute()
  const ours = members.filter(({ branchId }) => own.has(branchId))
  const ourIds = new Set(ours.map(({ id }) => id))
  const ourNames = ours.map(({ name }) => name)
  const strangers = members.filter(({ id }) => !ourIds.has(id))
  const names = [...new Set(strangers.map(({ name }) => name))].filter(
    (name) => name.length > 2 && !ourNames.some((each) => each.includes(name)),
  )
  const visibleNames = organizations.filter(({ id }) => own.has(id) || above.has(id)).flatMap(({ name, shortName }) => [name, shortName])
  const titles = [...new Set(outside.flatMap(({ name, shortName }) => [name, shortName]))].filter(
    // “离退休”之类的简称也是常用词，别处本来就有；全称仍查。
    (title) => title.length > 3 && !visibleNames.some((each) => each.includes(title)),
  )
  const ids = new Set([...outside.map(({ id }) => id), ...strangers.map(({ id }) => id)])
  for (const table of OWN_TABLES) {
    const rows = await db.selectFrom(table).select(['id', 'organizationId']).execute()
    for (const { id, organizationId } of rows) if (!own.has(organizationId) && !above.has(organizationId)) ids.add(id)
  }
  return {
    names,
    foundIn: (text) => [
      ...new Set(
        [...text.matchAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g)].flatMap(([id]) => (ids.has(id) ? [id] : [])),
      ),
      ...names.filter((name) => text.includes(name)),
      ...titles.filter((title) => text.includes(title)),
    ],
  }
}

const OWN_TABLES = [
  'activity',
  'lifeMeeting',
  'review',
  'talk',
  'improvement',
  'term',
  'post',
  'electionProcess',
  'documentDraft',
  'dutyMark',
  'gapNote',
  'findingClosure',
  'manualCheck',
  'parameterOverride',
] as const
