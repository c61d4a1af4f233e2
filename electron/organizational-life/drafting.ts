import type { activityContract } from '../../shared/organizational-life/activity-contract.ts'
import { activityDraft, type ActivityBody, type ActivityDraftInput } from '../../shared/organizational-life/activity-draft.ts'
import type { ActivityType } from '../../shared/organizational-life/activity-types.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import type { ReadDb } from '../db/open.ts'
import { latestLike, latestRecorders, type StoredActivity } from './activity-queries.ts'
import { existingActivity } from './activity-view.ts'
import { rollOf, rollView } from './attendance.ts'
import { findTemplate, findThemePlan, type StoredThemePlan } from './preparation-queries.ts'

type Source = { readonly body: Partial<ActivityDraftInput>; readonly like: StoredActivity | null }

export const activityDrafting = {
  /** 底稿里的应到的人都先记出席，开完会点掉没来的；计票、决议、要点不从上次带来，免得旧话混进新记录。 */
  'life.activityDraft': async ({ db }, { source, ...request }) => {
    const { body, like } = await sourceOf(db, source, request)
    // 模板、方案自带类型：应到的人按它的类型算，不按点进来时选的。
    const types = body.types ?? request.types
    const { roll, organizations } = await rollOf(db, { ...request, types })
    const recorder = (await latestRecorders(db, [request.organizationId])).get(request.organizationId)
    const draft = activityDraft.parse({
      ...usualTimes(types),
      ...body,
      types,
      organizationId: request.organizationId,
      groupId: request.groupId,
      heldOn: request.heldOn,
      hostId: roll.hostId,
      hostName: roll.hostName,
      recorderId: recorder?.recorderId ?? null,
      recorderName: recorder?.recorderName ?? '',
      attendance: roll.lines
        .filter(({ isExpected }) => isExpected)
        .map(({ memberId }) => ({ memberId, status: '出席' as const, reason: '' })),
    })
    return {
      draft,
      roll: rollView({ ...request, types }, roll, organizations),
      likeActivityId: like?.id ?? null,
      likeHeldOn: like?.heldOn ?? null,
    }
  },
} satisfies Partial<Handlers<typeof activityContract>>

/** 没有可照的时候的起止：主题党日一般不少于 2 小时（B16）。 */
function usualTimes(types: readonly ActivityType[]): { startsAt: string; endsAt: string } {
  return types.includes('主题党日') ? { startsAt: '14:00', endsAt: '16:30' } : { startsAt: '15:00', endsAt: '16:00' }
}

type Request = {
  readonly organizationId: string
  readonly groupId: string | null
  readonly types: readonly ActivityType[]
  readonly heldOn: string
}

async function sourceOf(
  db: ReadDb,
  source:
    | { kind: '空白' | '照上次' }
    | { kind: '照某次'; activityId: string }
    | { kind: '模板'; templateId: string }
    | { kind: '主题方案'; themePlanId: string },
  request: Request,
): Promise<Source> {
  switch (source.kind) {
    case '空白':
      return { body: {}, like: null }
    case '照上次': {
      const like = await latestLike(db, { ...request, type: request.types[0] ?? '其他', before: request.heldOn })
      if (!like) return { body: {}, like }
      const body = likeBody(like)
      // 上次是几类合办、这次只办其中一类的，只带这一类的议题。
      return {
        body: { ...body, types: [...request.types], topics: body.topics?.filter(({ type }) => request.types.includes(type)) ?? [] },
        like,
      }
    }
    case '照某次': {
      const like = await existingActivity(db, source.activityId)
      return { body: likeBody(like), like }
    }
    case '模板': {
      const template = await findTemplate(db, source.templateId)
      if (!template || template.removedAt !== null)
        throw new DomainError('TEMPLATE_NOT_FOUND', '没有找到这个模板，可能已经撤下；请刷新后重试。')
      return { body: freshBody(template.body), like: null }
    }
    case '主题方案': {
      const plan = await findThemePlan(db, source.themePlanId)
      if (!plan || plan.withdrawnAt !== null)
        throw new DomainError('THEME_PLAN_NOT_FOUND', '没有找到这份主题党日方案，可能已经撤下；请刷新后重试。')
      return { body: planBody(plan), like: null }
    }
  }
}

/** 照上次的：时间、地点、列席、各议题的名目与主讲人；那一次的要点、决议、票数、议定事项不带。 */
function likeBody(like: StoredActivity): Partial<ActivityDraftInput> {
  return {
    types: [...like.types],
    startsAt: like.startsAt,
    endsAt: like.endsAt,
    place: like.place,
    contentKinds: [...like.contentKinds],
    topics: like.topics.map(({ type, title, startsAt, endsAt, speakerId, speakerName, speakerRole }) => ({
      type,
      title,
      startsAt,
      endsAt,
      speakerId,
      speakerName,
      speakerRole,
    })),
    guests: like.guests.map(({ name, role }) => ({ name, role })),
    extras: { studySource: like.extras.studySource, practiceKind: like.extras.practiceKind },
  }
}

function freshBody(body: ActivityBody): Partial<ActivityDraftInput> {
  return { ...body, tasks: body.tasks.map((task) => ({ ...task, id: null })) }
}

function planBody({ id, theme, contentKinds, plan }: StoredThemePlan): Partial<ActivityDraftInput> {
  const types: ActivityType[] = [...new Set<ActivityType>(['主题党日', ...plan.steps.map(({ type }) => type)])]
  return {
    types,
    startsAt: plan.startsAt,
    endsAt: plan.endsAt,
    place: plan.place,
    contentKinds: [...contentKinds],
    topics: plan.steps.map(({ title, type }) => ({ title, type })),
    extras: { theme },
    themePlanId: id,
  }
}
