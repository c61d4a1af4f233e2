import { MantineProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { FindingDrawerProvider } from '../ui/FindingDrawer.tsx'
import { Shell } from './Shell.tsx'
import { theme, themeVariables } from './theme.ts'

// 后端就在本机：没有“断网”一说（networkMode: always），失败也不该悄悄重试。
const queries = new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, staleTime: 2_000, refetchOnWindowFocus: true },
    mutations: { networkMode: 'always', retry: false },
  },
})

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={themeVariables} forceColorScheme="light">
      <DatesProvider settings={{ locale: 'zh-cn', firstDayOfWeek: 1 }}>
        <QueryClientProvider client={queries}>
          <ModalsProvider labels={{ confirm: '确定', cancel: '取消' }}>
            <Notifications position="bottom-right" notificationMaxHeight={320} />
            <FindingDrawerProvider>
              <Shell />
            </FindingDrawerProvider>
          </ModalsProvider>
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  )
}
