import { ActionIcon, Button, Input, Select } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import * as z from 'zod'
import { MemberPicker } from '../ui/MemberPicker.tsx'

const choices = z.array(z.object({ memberId: z.string().optional(), name: z.string().optional(), proposedPost: z.string() }))
type Choice = z.infer<typeof choices>[number]

const POSTS = ['书记', '副书记', '组织委员', '宣传委员', '纪检委员', '青年委员', '委员']

export type CandidatesFieldProps = {
  label: string
  value: string
  organizationId: string
  required?: boolean
  error?: ReactNode
  description?: ReactNode
  onChange: (value: string) => void
}

/** 候选人预备人选：从名册里选人、定拟任职务，其余各栏由名册补全。 */
export function CandidatesField({ label, value, organizationId, required = false, error, description, onChange }: CandidatesFieldProps) {
  const rows = read(value)
  const write = (next: readonly Choice[]) => onChange(next.length === 0 ? '' : JSON.stringify(next))
  const edit = (index: number, change: Partial<Choice>) => write(rows.map((row, at) => (at === index ? { ...row, ...change } : row)))
  return (
    <Input.Wrapper label={label} required={required} error={error} description={description}>
      {rows.map((row, index) => (
        <div key={index} className="candidate-row">
          {row.memberId === undefined && row.name !== undefined && row.name !== '' ? (
            <span className="ellipsis">{row.name}</span>
          ) : (
            <MemberPicker
              label={`第 ${index + 1} 名`}
              value={row.memberId ?? null}
              organizationId={organizationId}
              onChange={(memberId) => edit(index, { memberId: memberId ?? '' })}
            />
          )}
          <Select
            label="拟任"
            data={POSTS.includes(row.proposedPost) ? POSTS : [...POSTS, row.proposedPost]}
            value={row.proposedPost}
            onChange={(post) => edit(index, { proposedPost: post ?? '委员' })}
          />
          <ActionIcon aria-label={`去掉第 ${index + 1} 名`} onClick={() => write(rows.filter((_, at) => at !== index))} mt={22}>
            <IconTrash size={16} aria-hidden="true" />
          </ActionIcon>
        </div>
      ))}
      <Button
        size="xs"
        variant="default"
        onClick={() => write([...rows, { memberId: '', proposedPost: rows.length === 0 ? '书记' : '委员' }])}
      >
        加一名人选
      </Button>
    </Input.Wrapper>
  )
}

/** JSON 数组或逐行“姓名,拟任职务”都认；读不懂的当作还没有人选，由后端的说明指出。 */
function read(value: string): Choice[] {
  const text = value.trim()
  if (text === '') return []
  if (!text.startsWith('['))
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const [name = '', post = '委员'] = line.split(/[,，\t]/)
        return { name: name.trim(), proposedPost: post.trim() }
      })
  try {
    return choices.parse(JSON.parse(text))
  } catch {
    return []
  }
}
