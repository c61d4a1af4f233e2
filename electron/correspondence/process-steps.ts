import type { PlainDate } from '../../shared/calendar/plain-date.ts'
import { papersOf, STEP_OF } from '../../shared/correspondence/process-papers.ts'
import { formOf, stepOrderProblem, stepTitle, type ProcessStepKind } from '../../shared/election/process.ts'
import type { ProcessRecord, ProcessStepRecord } from '../../shared/election/process-records.ts'
import type { WriteDb } from '../db/open.ts'
import { loadProcess, processHeads, saveStep } from '../election/process-queries.ts'

/**
 * 补选、指派与首届选举没有换届节点可记，文书的日期、文号记在流程的步骤里。
 * 人已经登记过日期的步骤不动；自动记下的写明来处，作废、解除挂接时只撤这些。
 */
const GENERATED_NOTE = '由发文登记生成'
const REPLIED_NOTE = '由批复挂接生成'

/** 上报的步骤等来批复时，随之办完的步骤。 */
const ANSWERED_BY: Partial<Record<ProcessStepKind, ProcessStepKind>> = { 请示: '批复', 结果报告: '结果批复' }

/** 记到了哪一步；没有记而该记的，`problem` 说为什么。 */
export type StepOutcome = { readonly label: string; readonly problem: string }

const UNTOUCHED: StepOutcome = { label: '', problem: '' }

const STEP_OF_KIND: Readonly<Partial<Record<string, ProcessStepKind>>> = STEP_OF

type Issued = { readonly documentId: string; readonly kind: string; readonly occurredOn: PlainDate; readonly documentNo: string }

/** 登记发文后记进流程的步骤。 */
export async function recordIssuedStep(db: WriteDb, processId: string, issued: Issued, at: string): Promise<StepOutcome> {
  const process = await loadProcess(db, processId)
  const kind = STEP_OF_KIND[issued.kind]
  if (!process || kind === undefined) return UNTOUCHED
  // 补选请示不算指派的请示：只认这种流程本来该有的文书。
  const papers: readonly string[] = papersOf({ process: formOf(process), isDirect: false, hasDeputy: false, isDeferred: false })
  if (!papers.includes(issued.kind)) return UNTOUCHED
  return fillStep(db, process, kind, { ...issued, note: GENERATED_NOTE }, at)
}

/** 批复挂上请示或结果报告：记进相应的步骤。与这几种流程无关的什么也不记。 */
export async function recordReplyStep(
  db: WriteDb,
  request: { readonly subjectId: string; readonly number: string },
  reply: { readonly documentId: string | null; readonly occurredOn: PlainDate; readonly documentNo: string },
  at: string,
): Promise<StepOutcome> {
  for (const process of await processesOf(db, request.subjectId))
    for (const step of process.steps) {
      const answer = ANSWERED_BY[step.kind]
      if (answer === undefined || step.documentNo !== request.number || process.steps.every((each) => each.kind !== answer)) continue
      return fillStep(db, process, answer, { ...reply, note: REPLIED_NOTE }, at)
    }
  return UNTOUCHED
}

/** 作废时撤下由这份发文记下的步骤，责任人留着；人工改过的不动。返回是否撤了。 */
export async function withdrawIssuedStep(
  db: WriteDb,
  document: { readonly id: string; readonly subjectId: string; readonly number: string },
  at: string,
): Promise<boolean> {
  return emptySteps(
    db,
    document.subjectId,
    (step) => step.documentId === document.id && step.documentNo === document.number && step.note === GENERATED_NOTE,
    at,
  )
}

/** 解除挂接时撤下由它记下的步骤。返回是否撤了。 */
export async function withdrawReplyStep(db: WriteDb, subjectId: string, replyNumber: string, at: string): Promise<boolean> {
  return emptySteps(db, subjectId, (step) => step.documentNo === replyNumber && step.note === REPLIED_NOTE, at)
}

async function fillStep(
  db: WriteDb,
  process: ProcessRecord,
  kind: ProcessStepKind,
  entry: { readonly documentId: string | null; readonly occurredOn: PlainDate; readonly documentNo: string; readonly note: string },
  at: string,
): Promise<StepOutcome> {
  const step = process.steps.find((each) => each.kind === kind)
  // 到任日由确认到任登记，这里只记决定的文号。
  const isAssignment = kind === '上级指派'
  if (!step || (step.doneOn !== null && !isAssignment) || step.documentNo !== '') return UNTOUCHED
  const title = stepTitle(kind, formOf(process))
  const problem = isAssignment ? null : stepOrderProblem(kind, entry.occurredOn, formOf(process), doneOf(process))
  if (problem !== null) return { label: '', problem: `流程“${title}”一步没有自动登记：${problem}` }
  const { documentId, documentNo, note } = entry
  const doneOn = isAssignment ? null : entry.occurredOn
  await saveStep(db, process.id, { kind, assignee: step.assignee, doneOn, documentId, documentNo, note }, at)
  return { label: `流程“${title}”一步`, problem: '' }
}

function doneOf({ kind, steps, meetingOn }: ProcessRecord): Partial<Record<ProcessStepKind, PlainDate>> {
  const done: Partial<Record<ProcessStepKind, PlainDate>> = {}
  for (const step of steps) if (step.doneOn !== null) done[step.kind] = step.doneOn
  return meetingOn === null ? done : { ...done, [kind === '指派' ? '上级指派' : '党员大会']: meetingOn }
}

async function emptySteps(db: WriteDb, organizationId: string, isOwn: (step: ProcessStepRecord) => boolean, at: string): Promise<boolean> {
  let hasEmptied = false
  for (const process of await processesOf(db, organizationId))
    for (const step of process.steps)
      if (isOwn(step)) {
        await saveStep(db, process.id, { ...step, doneOn: null, documentId: null, documentNo: '', note: '' }, at)
        hasEmptied = true
      }
  return hasEmptied
}

async function processesOf(db: WriteDb, organizationId: string): Promise<ProcessRecord[]> {
  const processes: ProcessRecord[] = []
  for (const { id } of await processHeads(db, { organizationId })) {
    const process = await loadProcess(db, id)
    if (process) processes.push(process)
  }
  return processes
}
