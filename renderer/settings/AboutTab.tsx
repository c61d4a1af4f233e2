import { useQuery } from '@tanstack/react-query'
import { Button, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import { asCallError, CallError } from '../app/client.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { EmptyState, ErrorState, Loading } from '../ui/states.tsx'

/** 构建时按真正打进产物的模块写出，见 scripts/third-party.ts。 */
type ThirdParty = { readonly name: string; readonly version: string; readonly license: string; readonly text: string }

async function thirdParties(): Promise<readonly ThirdParty[]> {
  try {
    const response = await fetch('./licenses.json')
    if (response.ok) return (await response.json()) as ThirdParty[]
  } catch (error) {
    throw asCallError(error)
  }
  throw new CallError({ code: 'NOT_FOUND', message: '程序里没有带许可清单，安装可能不完整。请重新安装基石。', problems: [], findings: [] })
}

/** 关于：版本，与随程序分发的第三方软件、数据各按什么许可。 */
export function AboutTab() {
  const overview = useBackendQuery('settings.overview', {})
  const list = useQuery<readonly ThirdParty[], CallError>({ queryKey: ['licenses.json'], queryFn: thirdParties, staleTime: Infinity })
  const [search, setSearch] = useState('')
  const [reading, setReading] = useState<ThirdParty | null>(null)
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <Loading />
  const wanted = search.trim().toLowerCase()
  const shown = list.data.filter(({ name, license }) => `${name} ${license}`.toLowerCase().includes(wanted))
  return (
    <div className="profiles">
      <Card title="基石" note={overview.data ? `版本 ${overview.data.appVersion}` : undefined}>
        <p>离线运行，不联网、不上传。下面是程序里用到的第三方软件与各自的许可；点名称看许可全文。</p>
        <p>汉字笔顺表取自 rime-stroke（LGPL-3.0），许可全文在程序文件夹的 licenses 里，按说明改了数据可以替换。</p>
      </Card>
      <Card
        title="第三方软件"
        note={shown.length === list.data.length ? `${list.data.length} 种` : `${shown.length} 种，共 ${list.data.length} 种`}
        isFlush
        actions={
          <TextInput
            size="xs"
            aria-label="找第三方软件"
            placeholder="名称或许可"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        }
      >
        {shown.length === 0 ? (
          <EmptyState title="没有相符的" reason="换一个名称或许可再找。" />
        ) : (
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">名称</th>
                <th scope="col">版本</th>
                <th scope="col">许可</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((each) => (
                <tr key={`${each.name}@${each.version}`}>
                  <td>
                    <Button size="compact-xs" px={0} variant="subtle" disabled={each.text === ''} onClick={() => setReading(each)}>
                      {each.name}
                    </Button>
                  </td>
                  <td className="nowrap">{each.version}</td>
                  <td>{each.license}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Card>
      <Modal opened={reading !== null} onClose={() => setReading(null)} title={reading === null ? '' : `${reading.name} 的许可`} size="lg">
        <pre className="license-text">{reading?.text}</pre>
      </Modal>
    </div>
  )
}
