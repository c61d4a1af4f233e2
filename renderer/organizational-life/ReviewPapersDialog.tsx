import { Button, Group, NumberInput, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import type { ReviewView } from '../../shared/organizational-life/review-contract.ts'
import { VOTED_GRADES, type VotedGrade } from '../../shared/organizational-life/review.ts'
import { useCommand } from '../app/use-backend.ts'
import { FormDialog } from '../ui/FormDialog.tsx'

type Paper = { readonly isValid: boolean; readonly marks: Readonly<Record<string, VotedGrade>> }
const BLANK = '不画'

/** 逐张录票：一张票逐人点等次，存下到下一张；无效票照样留号。最后一起存。 */
export function PapersDialog({ view, onClose }: { view: ReviewView; onClose: () => void }) {
  const people = view.people.filter(({ exemptReason, category }) => exemptReason === '' && category === '正式党员')
  const [papers, setPapers] = useState<readonly Paper[]>(view.ballot?.papers ?? [])
  const [issued, setIssued] = useState(view.ballot?.issued ?? people.length)
  const [at, setAt] = useState(papers.length)
  const [marks, setMarks] = useState<Paper['marks']>({})
  const save = useCommand('life.saveReviewPapers', { showsOwnError: true, done: () => `已存 ${papers.length} 张，自动汇总` })
  const keep = (isValid: boolean) => {
    setPapers((current) => [...current.slice(0, at), { isValid, marks }, ...current.slice(at + 1)])
    open(at + 1)
  }
  const open = (index: number) => {
    setAt(index)
    setMarks(papers[index]?.marks ?? {})
  }
  const valid = papers.filter(({ isValid, marks: given }) => isValid && Object.keys(given).length > 0).length
  const isMarked = Object.keys(marks).length > 0
  return (
    <FormDialog
      title="逐张录测评票"
      lead="照票面逐人点等次，没有画的留“不画”（算弃权）。录完一起存，系统汇总。"
      submitLabel={`存 ${papers.length} 张`}
      isOpen
      isRunning={save.isRunning}
      error={save.error}
      size={720}
      {...(papers.length === 0
        ? { blockedBy: '还没有录一张' }
        : isMarked && papers[at]?.marks !== marks
          ? { blockedBy: '这一张还没有收下' }
          : {})}
      onClose={onClose}
      onSubmit={() =>
        void save
          .run({ reviewId: view.id, issued, papers: papers.map(({ isValid, marks: given }) => ({ isValid, marks: { ...given } })) })
          .then((done) => done && onClose())
      }
    >
      <Group gap={12} align="flex-end">
        <NumberInput label="发出" w={100} min={0} allowDecimal={false} value={issued} onChange={(value) => setIssued(Number(value))} />
        <span className="secondary">
          已录 {papers.length} 张，有效 {valid} 张
        </span>
      </Group>
      <Group gap={6}>
        {papers.map((paper, index) => (
          <Button
            key={index}
            size="xs"
            variant={index === at ? 'filled' : 'default'}
            aria-label={`第 ${index + 1} 张${paper.isValid ? '' : '，无效'}`}
            onClick={() => open(index)}
          >
            {index + 1}
            {paper.isValid ? '' : ' 无效'}
          </Button>
        ))}
        <Button size="xs" variant={at === papers.length ? 'filled' : 'default'} onClick={() => open(papers.length)}>
          新的一张
        </Button>
      </Group>
      <div className="paper-marks" role="group" aria-label={`第 ${at + 1} 张票`}>
        <table className="plain-table">
          <tbody>
            {people.map(({ memberId, name }) => (
              <tr key={memberId}>
                <td className="nowrap">{name}</td>
                <td>
                  <SegmentedControl
                    size="xs"
                    aria-label={`${name}的等次`}
                    data={[BLANK, ...VOTED_GRADES]}
                    value={marks[memberId] ?? BLANK}
                    onChange={(value) =>
                      setMarks((current) => {
                        const { [memberId]: removed, ...rest } = current
                        const grade = VOTED_GRADES.find((one) => one === value)
                        return grade === undefined ? (removed === undefined ? current : rest) : { ...rest, [memberId]: grade }
                      })
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Group gap={8}>
        <Button variant="default" onClick={() => keep(true)}>
          收下这一张
        </Button>
        <Button variant="default" onClick={() => keep(false)}>
          作无效票
        </Button>
        <Button
          variant="subtle"
          onClick={() => setMarks(Object.fromEntries(people.map(({ memberId }) => [memberId, marks[memberId] ?? '合格'])))}
        >
          其余都画合格
        </Button>
      </Group>
    </FormDialog>
  )
}
