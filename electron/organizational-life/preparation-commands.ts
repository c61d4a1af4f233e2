import type { preparationContract } from '../../shared/organizational-life/preparation-contract.ts'
import { typeConflict } from '../../shared/organizational-life/activity-rules.ts'
import type { ReadDb } from '../db/open.ts'
import { DomainError } from '../dispatch/domain-error.ts'
import type { Handlers } from '../dispatch/handlers.ts'
import { organizationsAt, withDescendants } from '../member/queries.ts'
import { closedMonths, closingKey, monthOf } from './month-queries.ts'
import {
  activitiesOfPlans,
  findTask,
  findTemplate,
  findThemePlan,
  insertThemePlan,
  saveTemplate,
  setTaskDone,
  tasksOfActivities,
  templatesOf,
  type StoredTemplate,
  themePlansOf,
  updateTemplate,
  withdrawThemePlan,
} from './preparation-queries.ts'

export const preparationHandlers = {
  'life.themePlans': async ({ db, today }, { year, month, organizationId, includesWithdrawn }) => {
    const organizations = await organizationsAt(db, today)
    const [from, until] = month === null ? [`${year}-01`, `${year}-12`] : [monthText(year, month), monthText(year, month)]
    const plans = (await themePlansOf(db, { from, until, includesWithdrawn })).filter(
      ({ targetIds }) => organizationId === null || targetIds.includes(organizationId),
    )
    const recorded = new Map(
      (
        await activitiesOfPlans(
          db,
          plans.map(({ id }) => id),
        )
      ).map((each) => [`${each.themePlanId ?? ''}/${each.organizationId}`, each]),
    )
    return {
      plans: plans.map(({ targetIds, contentKinds, ...plan }) => ({
        ...plan,
        contentKinds: [...contentKinds],
        issuerName: organizations.get(plan.issuerId)?.shortName ?? '',
        targets: targetIds.map((id) => {
          const activity = recorded.get(`${plan.id}/${id}`)
          return {
            organizationId: id,
            organizationName: organizations.get(id)?.shortName ?? '',
            activityId: activity?.id ?? null,
            heldOn: activity?.heldOn ?? null,
          }
        }),
      })),
    }
  },

  'life.issueThemePlan': async (context, { issuerId, month, theme, contentKinds, plan, targetIds }) => {
    const { db, today, at, actor } = context
    const organizations = await organizationsAt(db, today)
    const issuer = organizations.get(issuerId)
    if (!issuer) throw new DomainError('ORGANIZATION_UNKNOWN', '没有找到下发的党组织，请重新选择。')
    if (issuer.level !== '党委' && issuer.level !== '党总支')
      throw new DomainError('NOT_ISSUER', `主题党日方案由党委（党总支）统一下发，“${issuer.name}”是${issuer.level}；请选上级。`)
    if (plan.endsAt <= plan.startsAt)
      throw new DomainError('TIME_REVERSED', `建议的结束 ${plan.endsAt} 不晚于开始 ${plan.startsAt}，请核对。`)
    if (plan.suggestedOn !== null && plan.suggestedOn.slice(0, 7) !== month)
      throw new DomainError('NOT_IN_MONTH', `建议的日期 ${plan.suggestedOn} 不在 ${month}，请核对。`)
    const conflict = typeConflict(['主题党日', ...plan.steps.map(({ type }) => type)])
    if (conflict !== '') throw new DomainError('TYPES_CONFLICT', conflict)
    const subordinates = new Set(withDescendants(organizations, issuerId))
    const branches = [...organizations.values()].filter(
      ({ id, level, dissolvedOn }) => subordinates.has(id) && level === '党支部' && (dissolvedOn === null || dissolvedOn > today),
    )
    const chosen = targetIds === null ? branches.map(({ id }) => id) : [...new Set(targetIds)]
    const known = new Set(branches.map(({ id }) => id))
    const strangers = chosen.filter((id) => !known.has(id))
    if (strangers.length > 0)
      throw new DomainError(
        'NOT_SUBORDINATE',
        `有 ${strangers.length} 个不是“${issuer.shortName}”名下现有的党支部（${strangers.map((id) => organizations.get(id)?.shortName ?? '不存在').join('、')}），没有下发；请去掉后重试。`,
      )
    if (chosen.length === 0) throw new DomainError('NO_TARGET', `“${issuer.shortName}”名下没有党支部，没有可下发的对象。`)
    const themePlanId = context.newId()
    await insertThemePlan(db, {
      id: themePlanId,
      issuerId,
      month,
      theme,
      contentKinds,
      plan,
      targetIds: chosen,
      createdAt: at,
      createdBy: actor,
    })
    context.summarize(`“${issuer.shortName}”下发 ${month} 主题党日方案“${theme}”，${chosen.length} 个支部`)
    return { themePlanId, targetCount: chosen.length }
  },

  'life.withdrawThemePlan': async (context, { themePlanId, reason }) => {
    const plan = await findThemePlan(context.db, themePlanId)
    if (!plan) throw new DomainError('THEME_PLAN_NOT_FOUND', '没有找到这份方案，请刷新后重试。')
    if (plan.withdrawnAt !== null) throw new DomainError('ALREADY_WITHDRAWN', `“${plan.theme}”已经撤下。`)
    await withdrawThemePlan(context.db, themePlanId, context.at, reason)
    context.summarize(`撤下 ${plan.month} 主题党日方案“${plan.theme}”：${reason}`)
    return { themePlanId }
  },

  'life.templates': async ({ db }, { organizationId, removed }) => ({ templates: await templatesOf(db, organizationId, removed) }),

  'life.saveTemplate': async (context, { templateId, organizationId, name, body }) => {
    const { db, today, at, actor } = context
    const existing = templateId === null ? null : await findTemplate(db, templateId)
    if (templateId !== null && (existing === null || existing.removedAt !== null)) throw templateNotFound()
    if (organizationId !== null && !(await organizationsAt(db, today)).has(organizationId))
      throw new DomainError('ORGANIZATION_UNKNOWN', '没有找到这个党组织，请重新选择。')
    await refuseTakenName(db, { id: templateId, organizationId, name })
    const id = templateId ?? context.newId()
    // 计票与办结情况是那一次的事，不进模板。
    const tasks = body.tasks.map((task) => ({ ...task, id: null, dueOn: null, doneOn: null }))
    const topics = body.topics.map((topic) => ({ ...topic, votes: [] }))
    await saveTemplate(db, { id, organizationId, name, body: { ...body, tasks, topics, eHomeOn: null, eHomeNo: '' } }, at, actor)
    context.summarize(`存下活动模板“${name}”`)
    return { templateId: id }
  },

  'life.removeTemplate': async (context, { templateId }) => {
    const template = await usableTemplate(context.db, templateId)
    await updateTemplate(context.db, templateId, { removedAt: context.at })
    context.summarize(`撤下活动模板“${template.name}”`)
    return { templateId }
  },

  'life.renameTemplate': async (context, { templateId, name }) => {
    const { db, at, actor } = context
    const template = await usableTemplate(db, templateId)
    await refuseTakenName(db, { ...template, name })
    await updateTemplate(db, templateId, { name, updatedAt: at, updatedBy: actor })
    context.summarize(`活动模板“${template.name}”改名“${name}”`)
    return { templateId }
  },

  'life.restoreTemplate': async (context, { templateId }) => {
    const template = await findTemplate(context.db, templateId)
    if (!template) throw templateNotFound()
    if (template.removedAt === null) throw new DomainError('NOT_REMOVED', `模板“${template.name}”没有撤下，不需要恢复。`)
    await refuseTakenName(context.db, template)
    await updateTemplate(context.db, templateId, { removedAt: null })
    context.summarize(`恢复活动模板“${template.name}”`)
    return { templateId }
  },

  'life.tasks': async ({ db, today }, { organizationId, includesSubordinates, state }) => {
    const organizations = await organizationsAt(db, today)
    const scope = organizationId === null ? null : includesSubordinates ? withDescendants(organizations, organizationId) : [organizationId]
    const tasks = (await tasksOfActivities(db, scope)).map((task) => ({
      ...task,
      organizationName: organizations.get(task.organizationId)?.shortName ?? '',
      // 时限当天还不算逾期。
      isOverdue: task.doneOn === null && task.dueOn !== null && task.dueOn < today,
    }))
    const wanted = {
      未办结: (task: (typeof tasks)[number]) => task.doneOn === null,
      逾期: (task: (typeof tasks)[number]) => task.isOverdue,
      已办结: (task: (typeof tasks)[number]) => task.doneOn !== null,
      全部: () => true,
    }[state]
    return { tasks: tasks.filter(wanted) }
  },

  'life.completeTask': async (context, { taskId, doneOn, note }) => {
    const task = await findTask(context.db, taskId)
    if (!task) throw new DomainError('TASK_NOT_FOUND', '没有找到这项议定事项，可能所在的活动已移入回收站；请刷新后重试。')
    if (doneOn !== null && doneOn > context.today)
      throw new DomainError('DATE_IN_FUTURE', `办结日期 ${doneOn} 在今天（${context.today}）之后，请核对。`)
    if (doneOn !== null && doneOn < task.heldOn)
      throw new DomainError('BEFORE_HELD', `办结日期 ${doneOn} 早于“${task.title}”（${task.heldOn}），请核对。`)
    // 会后办结是往前走，照登；把办结撤回去是改已月结的台账，要在那次活动里改，写明理由与授权人。
    if (
      doneOn === null &&
      task.doneOn !== null &&
      (await closedMonths(context.db, [task.organizationId])).has(closingKey(task.organizationId, monthOf(task.heldOn)))
    )
      throw new DomainError(
        'MONTH_CLOSED',
        `${monthOf(task.heldOn)} 已经月结锁定，不能在这里撤销办结。请打开“${task.title}”（${task.heldOn}）更改，写明理由与授权人。`,
      )
    await setTaskDone(context.db, task, { doneOn, note }, context)
    context.summarize(doneOn === null ? `撤销议定事项“${task.content}”的办结` : `议定事项“${task.content}”${doneOn} 办结`)
    return { taskId }
  },
} satisfies Handlers<typeof preparationContract>

function monthText(year: number, month: number): string {
  return `${year}-${String(month).padStart(2, '0')}`
}

/** 撤下的不能改、不能再撤。 */
async function usableTemplate(db: ReadDb, templateId: string): Promise<StoredTemplate> {
  const template = await findTemplate(db, templateId)
  if (!template || template.removedAt !== null) throw templateNotFound()
  return template
}

/** 同一支部（或同是通用的）里，一个名字只用一次；撤下的不占名字。 */
async function refuseTakenName(
  db: ReadDb,
  { id, organizationId, name }: { readonly id: string | null; readonly organizationId: string | null; readonly name: string },
): Promise<void> {
  const twin = (await templatesOf(db, organizationId, false)).find(
    (each) => each.name === name && each.organizationId === organizationId && each.id !== id,
  )
  if (twin) throw new DomainError('TEMPLATE_NAME_TAKEN', `已有一个模板叫“${name}”，请换个名字，或先把那个模板改名、撤下。`)
}

function templateNotFound(): DomainError {
  return new DomainError('TEMPLATE_NOT_FOUND', '没有找到这个模板，可能已经撤下；请刷新后重试。')
}
