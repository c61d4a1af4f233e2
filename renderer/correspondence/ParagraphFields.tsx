import { Button, Textarea, UnstyledButton } from '@mantine/core'
import type { RouteOutput } from '../app/client.ts'
import { SeverityShape } from '../ui/SeverityMark.tsx'

type Paragraph = RouteOutput<'correspondence.draft'>['paragraphs'][number]

export type ParagraphFieldsProps = {
  paragraphs: readonly Paragraph[]
  /** 人改过的文字，优先显示（后端回来的要慢半拍）。 */
  edits: Readonly<Record<string, { text: string; basedOn: string }>>
  onChange: (id: string, text: string, basedOn: string) => void
  onRevert: (id: string) => void
}

/** 逐段改正文：每段写明由什么推出；改过以后数据又变的，给“重新取数”与“保留我的”。 */
export function ParagraphFields({ paragraphs, edits, onChange, onRevert }: ParagraphFieldsProps) {
  if (paragraphs.length === 0) return null
  return (
    <details className="draft-paragraphs">
      <summary className="draft-section">逐段改正文（{paragraphs.length} 段）</summary>
      <div className="draft-fields">
        {paragraphs.map((paragraph, index) => (
          <div key={paragraph.id} data-paragraph={paragraph.id}>
            <Textarea
              label={`${paragraph.place}第 ${index + 1} 段`}
              autosize
              minRows={2}
              maxRows={10}
              value={edits[paragraph.id]?.text ?? paragraph.text}
              description={<ParagraphState paragraph={paragraph} onRevert={() => onRevert(paragraph.id)} />}
              onChange={(event) => onChange(paragraph.id, event.currentTarget.value, edits[paragraph.id]?.basedOn ?? paragraph.derivedText)}
            />
            {paragraph.isStale && (
              <div className="draft-stale" role="note">
                <SeverityShape severity="应当" />
                <div>
                  <p className="small">数据变了，这一段还是你改的。现在推出的是：{paragraph.derivedText}</p>
                  <Button size="xs" variant="default" onClick={() => onRevert(paragraph.id)}>
                    重新取数
                  </Button>{' '}
                  <Button size="xs" variant="default" onClick={() => onChange(paragraph.id, paragraph.text, paragraph.derivedText)}>
                    保留我的
                  </Button>
                </div>
              </div>
            )}
          </div>
        ))}
      </div>
    </details>
  )
}

function ParagraphState({ paragraph, onRevert }: { paragraph: Paragraph; onRevert: () => void }) {
  if (paragraph.isOverridden)
    return (
      <UnstyledButton className="link-button" onClick={onRevert} style={{ fontSize: 12 }}>
        已改动，恢复成由数据推出的
      </UnstyledButton>
    )
  return paragraph.sources.length === 0 ? null : <>取自{paragraph.sources.join('、')}</>
}
