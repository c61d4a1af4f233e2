import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { hrefTo } from '../app/router.ts'
import { PageHeader } from '../ui/PageHeader.tsx'
import { LifeTabs } from './LifeTabs.tsx'

/** 组织生活：支部 × 月矩阵，点格看、点格录。 */
export function LifePage() {
  return (
    <>
      <PageHeader
        title="组织生活"
        actions={
          <Button component="a" href={hrefTo('/life/activity/new')} leftSection={<IconPlus size={16} aria-hidden="true" />}>
            记一场活动
          </Button>
        }
      />
      <LifeTabs current="/life" />
    </>
  )
}
