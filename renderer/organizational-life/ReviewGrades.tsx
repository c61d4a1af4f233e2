import { Button, Menu, Select, TextInput } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { REVIEW_GRADES, type ReviewGrade } from '../../shared/organizational-life/facts.ts'
import type { ReviewPersonView, ReviewView } from '../../shared/organizational-life/review-contract.ts'
import { VOTED_GRADES } from '../../shared/organizational-life/review.ts'
import { useCommand } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { DateField } from '../ui/DateField.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { RuleTag } from '../ui/RuleTag.tsx'
import { SeverityMark } from '../ui/SeverityMark.tsx'
import { FollowUpDialog } from './ReviewDialogs.tsx'

type Edit = { readonly grade?: ReviewGrade | null; readonly opinion?: string; readonly selfGrade?: string }
type Acting = { readonly what: '不参评' | '后续处置' | '先优推荐'; readonly person: ReviewPersonView }

/** 逐人：自评、测评得票、组织评定、反馈。优秀超过上限，保存前拦下，写明理由才存。 */
export function ReviewGrades({ view }: { view: ReviewView }) {
  const [edits, setEdits] = useState<Readonly<Record<string, Edit>>>({})
  const [isConfirming, setConfirming] = useState(false)
  const [acting, setActing] = useState<Acting | null>(null)
  const save = useCommand('life.saveGrades', { showsOwnError: true, done: () => '已存组织评定' })
  const saveSelf = useCommand('life.saveReviewNotes', {})
  const edit = (memberId: string, change: Edit) => setEdits((current) => ({ ...current, [memberId]: { ...current[memberId], ...change } }))
  const gradeOf = ({ memberId, grade }: ReviewPersonView) => edits[memberId]?.grade ?? (edits[memberId]?.grade === null ? null : grade)
  const rated = view.people.filter(({ exemptReason }) => exemptReason === '')
  const count = (grade: ReviewGrade) => rated.filter((person) => gradeOf(person) === grade).length
  const excellent = count('优秀')
  const isOver = excellent > view.limit.limit
  const left = rated.filter((person) => gradeOf(person) === null).length
  const isDirty = Object.keys(edits).length > 0
  const submit = async (overLimitReason: string) => {
    const selfRows = view.people.flatMap(({ memberId, peerNote }) => {
      const selfGrade = edits[memberId]?.selfGrade
      return selfGrade === undefined
        ? []
        : [{ memberId, selfGrade: VOTED_GRADES.find((one) => one === selfGrade) ?? ('' as const), peerNote }]
    })
    const done = await save.run({
      reviewId: view.id,
      revision: view.revision,
      rows: rated.map((person) => ({
        memberId: person.memberId,
        grade: gradeOf(person),
        opinion: edits[person.memberId]?.opinion ?? person.opinion,
      })),
      overLimitReason,
    })
    if (!done) return
    if (selfRows.length > 0) await saveSelf.run({ reviewId: view.id, rows: selfRows })
    setEdits({})
    setConfirming(false)
  }
  const blank = rated.filter((person) => gradeOf(person) === null)
  return (
    <Card
      isFlush
      title="组织评定"
      note={`优秀上限：${view.limit.working}${view.overLimitReason === '' ? '' : `；超限已确认：${view.overLimitReason}`}`}
      actions={
        <>
          <RuleTag ruleId="B29" />
          <Button
            size="xs"
            variant="default"
            disabled={blank.length === 0}
            onClick={() => {
              for (const person of blank) edit(person.memberId, { grade: person.category === '预备党员' ? '不定等次' : '合格' })
            }}
          >
            其余评为合格
          </Button>
        </>
      }
    >
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th>姓名</th>
              <th>自评</th>
              {VOTED_GRADES.map((grade) => (
                <th key={grade} className="number">
                  {grade}票
                </th>
              ))}
              <th>组织评定</th>
              <th>评定意见</th>
              <th>反馈</th>
              <th>
                <span className="visually-hidden">动作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {view.people.map((person) => (
              <tr key={person.memberId}>
                <td className="nowrap">
                  {person.name}
                  {person.category === '预备党员' && <span className="small secondary"> 预备</span>}
                </td>
                {person.exemptReason !== '' ? (
                  <td colSpan={8} className="secondary">
                    不参评：{person.exemptReason}
                  </td>
                ) : (
                  <>
                    <td>
                      <Select
                        aria-label={`${person.name}的自评`}
                        size="xs"
                        w={92}
                        data={[...VOTED_GRADES]}
                        value={(edits[person.memberId]?.selfGrade ?? person.selfGrade) || null}
                        placeholder="没有填"
                        onChange={(value) => edit(person.memberId, { selfGrade: value ?? '' })}
                      />
                    </td>
                    {VOTED_GRADES.map((grade) => (
                      <td key={grade} className="number">
                        {person.votes === null ? '' : person.votes[grade]}
                      </td>
                    ))}
                    <td>
                      <Select
                        aria-label={`${person.name}的组织评定`}
                        size="xs"
                        w={104}
                        data={REVIEW_GRADES.filter((grade) => (person.category === '预备党员') === (grade === '不定等次'))}
                        value={gradeOf(person)}
                        placeholder="未评"
                        onChange={(value) => edit(person.memberId, { grade: REVIEW_GRADES.find((one) => one === value) ?? null })}
                      />
                    </td>
                    <td>
                      <TextInput
                        aria-label={`${person.name}的评定意见`}
                        size="xs"
                        value={edits[person.memberId]?.opinion ?? person.opinion}
                        onChange={(event) => edit(person.memberId, { opinion: event.currentTarget.value })}
                      />
                    </td>
                    <td className="nowrap">{person.feedbackOn ?? <span className="muted">没有</span>}</td>
                  </>
                )}
                <td>
                  <div className="row-buttons">
                    {person.followUpBy !== null && <SeverityMark severity="应当" text={`${person.followUpBy} 前处置`} />}
                    {person.commendedOn !== null && <SeverityMark severity="达标" text="先优" />}
                    <PersonMenu person={person} onAct={setActing} />
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="grade-bar">
        <SeverityMark severity={isOver ? '提示' : '达标'} text={`优秀 ${excellent} / 上限 ${view.limit.limit}`} />
        {(['合格', '基本合格', '不合格', '不定等次'] as const).map((grade) => (
          <span key={grade}>
            {grade} {count(grade)}
          </span>
        ))}
        {left > 0 && <span className="secondary">未评 {left}</span>}
        <span className="spacer" />
        {isOver && <span className="small secondary">超过上限，保存时要写明理由</span>}
        <Button variant="default" disabled={!isDirty} onClick={() => setEdits({})}>
          放弃改动
        </Button>
        <Button
          disabled={!isDirty}
          loading={save.isRunning && !isConfirming}
          onClick={() => (isOver ? setConfirming(true) : void submit(''))}
        >
          存组织评定
        </Button>
      </div>
      {save.error && !isConfirming && (
        <div className="form-error" role="alert">
          {save.error.message}
        </div>
      )}
      {isConfirming && (
        <OverLimitDialog
          view={view}
          excellent={excellent}
          command={save}
          onSubmit={(reason) => void submit(reason)}
          onClose={() => {
            save.reset()
            setConfirming(false)
          }}
        />
      )}
      {acting?.what === '后续处置' && <FollowUpDialog view={view} person={acting.person} onClose={() => setActing(null)} />}
      {acting?.what === '不参评' && <ExemptionDialog view={view} person={acting.person} onClose={() => setActing(null)} />}
      {acting?.what === '先优推荐' && <CommendationDialog view={view} person={acting.person} onClose={() => setActing(null)} />}
    </Card>
  )
}

function PersonMenu({ person, onAct }: { person: ReviewPersonView; onAct: (acting: Acting) => void }) {
  const needsFollowUp = person.grade === '不合格' || person.grade === '基本合格'
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          aria-label={`${person.name}：办理`}
          rightSection={<IconChevronDown size={12} aria-hidden="true" />}
        >
          办理
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={!needsFollowUp} onClick={() => onAct({ what: '后续处置', person })}>
          登记后续处置
        </Menu.Item>
        <Menu.Item disabled={needsFollowUp} onClick={() => onAct({ what: '先优推荐', person })}>
          列入先优推荐
        </Menu.Item>
        <Menu.Item onClick={() => onAct({ what: '不参评', person })}>{person.exemptReason === '' ? '登记不参评' : '改回参评'}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

type SaveCommand = ReturnType<typeof useCommand<'life.saveGrades'>>

function OverLimitDialog({
  view,
  excellent,
  command,
  onSubmit,
  onClose,
}: {
  view: ReviewView
  excellent: number
  command: SaveCommand
  onSubmit: (reason: string) => void
  onClose: () => void
}) {
  const [reason, setReason] = useState('')
  return (
    <FormDialog
      title={`优秀 ${excellent} 名，超过上限 ${view.limit.limit} 名`}
      lead={`${view.limit.working}。优秀比例一般不超过三分之一${view.limit.limit === 0 ? '；人太少的支部可以报上级党组织在更大范围内统筹' : ''}。减到 ${view.limit.limit} 名以内可以直接存；确有理由的写明，随评定留痕，上报时一并说明。`}
      submitLabel="写明理由，照此保存"
      isDangerous
      isOpen
      isRunning={command.isRunning}
      error={command.error}
      {...(reason.trim() === '' ? { blockedBy: '请写理由' } : {})}
      onClose={onClose}
      onSubmit={() => onSubmit(reason)}
    >
      <TextInput
        label="理由"
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={command.problem('overLimitReason')}
        data-autofocus
      />
    </FormDialog>
  )
}

function ExemptionDialog({ view, person, onClose }: { view: ReviewView; person: ReviewPersonView; onClose: () => void }) {
  const [reason, setReason] = useState(person.exemptReason)
  const exempt = useCommand('life.setReviewExemption', { showsOwnError: true, done: () => '已登记' })
  return (
    <FormDialog
      title={`${person.name}不参加评议`}
      lead="写明缘由，如年老体弱、在流入地参评；清空即照常参评。不参评的仍算在优秀比例的基数里。"
      submitLabel="登记"
      isOpen
      isRunning={exempt.isRunning}
      error={exempt.error}
      onClose={onClose}
      onSubmit={() => void exempt.run({ reviewId: view.id, memberId: person.memberId, reason }).then((done) => done && onClose())}
    >
      <TextInput label="缘由" value={reason} onChange={(event) => setReason(event.currentTarget.value)} data-autofocus />
    </FormDialog>
  )
}

function CommendationDialog({ view, person, onClose }: { view: ReviewView; person: ReviewPersonView; onClose: () => void }) {
  const [on, setOn] = useState(person.commendedOn ?? view.asOf)
  const commend = useCommand('life.setCommendation', { showsOwnError: true, done: () => '已登记' })
  return (
    <FormDialog
      title={`${person.name}：列入先优推荐`}
      lead="评为基本合格、不合格的，当年不得列入（B31）。清空日期即撤下。"
      submitLabel="登记"
      isOpen
      isRunning={commend.isRunning}
      error={commend.error}
      onClose={onClose}
      onSubmit={() =>
        void commend
          .run({ reviewId: view.id, memberId: person.memberId, commendedOn: on === '' ? null : on })
          .then((done) => done && onClose())
      }
    >
      <DateField label="推荐日期" value={on} onChange={setOn} error={commend.problem('commendedOn')} />
    </FormDialog>
  )
}
