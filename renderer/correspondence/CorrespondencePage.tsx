import { SegmentedControl, Select } from '@mantine/core'
import { useState } from 'react'
import { DOCUMENT_KIND_NAMES, DOCUMENT_KINDS, type DocumentKind } from '../../shared/correspondence/document-kinds.ts'
import type { PageProps } from '../app/router.ts'
import { useBackendQuery } from '../app/use-backend.ts'
import { OrganizationPicker } from '../ui/OrganizationPicker.tsx'
import { PageHeader } from '../ui/PageHeader.tsx'
import { EmptyState } from '../ui/states.tsx'
import { DraftPane } from './DraftPane.tsx'
import { RegisterTable } from './RegisterTable.tsx'
import './correspondence.css'

type View = '起草' | '发文登记簿'

function kindFrom(text: string | null): DocumentKind {
  return DOCUMENT_KINDS.find((kind) => kind === text) ?? 'W05'
}

/** 公文：按数据起草、看缺什么、分页预览、登记取号、导出。 */
export function CorrespondencePage({ query }: PageProps) {
  const [view, setView] = useState<View>(query.get('view') === 'register' ? '发文登记簿' : '起草')
  const [kind, setKind] = useState<DocumentKind>(kindFrom(query.get('kind')))
  const [organizationId, setOrganizationId] = useState<string | null>(query.get('organizationId'))
  const overview = useBackendQuery('settings.overview', {})
  const tree = useBackendQuery('organization.tree', {})
  const today = overview.data?.today ?? ''
  const [pickedYear, setYear] = useState<number | null>(() => Number(query.get('year')) || null)
  const year = pickedYear ?? Number(today.slice(0, 4))
  // 考核通报只由党委发，不用选组织。
  const committee = tree.data?.nodes.find((node) => node.level === '党委')
  const subjectId = kind === 'W34' ? (committee?.id ?? null) : organizationId

  return (
    <div className="correspondence">
      <PageHeader
        title="公文"
        control={
          <SegmentedControl
            data={['起草', '发文登记簿']}
            value={view}
            onChange={(next) => setView(next === '起草' ? '起草' : '发文登记簿')}
            aria-label="起草还是看登记簿"
          />
        }
        status={view === '起草' ? '字段都从记录里来；缺的先列出，补齐才能登记' : '文号连续，作废不回收'}
        actions={
          view === '起草' && (
            <>
              <Select
                aria-label="文种"
                w={220}
                data={DOCUMENT_KINDS.map((each) => ({
                  value: each,
                  label: `${DOCUMENT_KIND_NAMES[each].name}（${DOCUMENT_KIND_NAMES[each].direction}）`,
                }))}
                value={kind}
                onChange={(next) => setKind(kindFrom(next))}
              />
              {kind === 'W34' ? (
                <Select
                  aria-label="考核年度"
                  w={130}
                  data={Array.from({ length: 6 }, (_, index) => String(Number(today.slice(0, 4)) - index)).map((each) => ({
                    value: each,
                    label: `${each} 年度`,
                  }))}
                  value={String(year)}
                  onChange={(next) => setYear(Number(next))}
                />
              ) : (
                <OrganizationPicker
                  label="关于哪个党组织"
                  hidesLabel
                  width={240}
                  levels={['党总支', '党支部']}
                  value={organizationId}
                  onChange={setOrganizationId}
                />
              )}
            </>
          )
        }
      />
      {view === '发文登记簿' && <RegisterTable />}
      {view === '起草' && subjectId === null && (
        <EmptyState title="先选是给哪个党组织的" reason="在右上角选一个党支部或党总支，各栏就会按它的届次、班子和名册填好。" />
      )}
      {view === '起草' && subjectId !== null && (
        <DraftPane
          key={`${kind}${subjectId}${kind === 'W34' ? year : ''}`}
          kind={kind}
          organizationId={subjectId}
          {...(kind === 'W34' ? { year } : {})}
          canPrintPdf={overview.data?.canPrintPdf ?? false}
          onIssued={() => setView('发文登记簿')}
        />
      )}
    </div>
  )
}
