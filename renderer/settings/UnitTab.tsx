import { useBackendQuery } from '../app/use-backend.ts'
import { Card } from '../ui/Card.tsx'
import { ErrorState, Loading } from '../ui/states.tsx'
import { UnitForm } from './UnitForm.tsx'

export function UnitTab() {
  const overview = useBackendQuery('settings.overview', {})
  if (overview.error) return <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
  if (!overview.data) return <Loading />
  const { unit } = overview.data
  return (
    <div className="settings-two">
      <Card title="本单位与红头" note="各份公文、材料包封面与导出表都从这里取">
        <UnitForm unit={unit} submitLabel="保存" />
      </Card>
      <Card title="红头样子" note="示意，字号与位置以公文预览为准">
        {unit ? (
          <div className="letterhead">
            <p className="letterhead-name">{unit.letterheadName}文件</p>
            <p className="letterhead-number">
              {unit.documentCode}〔{overview.data.today.slice(0, 4)}〕1 号
            </p>
            <hr />
            <p className="letterhead-foot">{unit.printingOffice} 印发</p>
          </div>
        ) : (
          <p className="secondary">保存本单位之后，这里显示红头的样子。</p>
        )}
      </Card>
    </div>
  )
}
