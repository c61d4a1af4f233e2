import { MantineProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Doorway } from '../security/Doorway.tsx'
import { SessionGate } from '../security/SessionGate.tsx'
import { FindingDrawerProvider } from '../ui/FindingDrawer.tsx'
import { asCallError } from './client.ts'
import { Shell } from './Shell.tsx'
import { theme, themeVariables } from './theme.ts'

// 后端就在本机：没有“断网”一说（networkMode: always），失败也不该悄悄重试。
const queries = new QueryClient({
  queryCache: new QueryCache({ onError: lookAtGate }),
  mutationCache: new MutationCache({ onError: lookAtGate }),
  defaultOptions: {
    queries: { networkMode: 'always', retry: false, staleTime: 2_000, refetchOnWindowFocus: true },
    mutations: { networkMode: 'always', retry: false },
  },
})

/** 后端说锁了、没登录、要先改口令，就去看大门现在什么样，换成该看的那一页。 */
function lookAtGate(error: unknown): void {
  if (['LOCKED', 'PASSPHRASE_MUST_CHANGE'].includes(asCallError(error).code))
    void queries.invalidateQueries({ queryKey: ['security.state'] })
}

export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={themeVariables} forceColorScheme="light">
      <DatesProvider settings={{ locale: 'zh-cn', firstDayOfWeek: 1 }}>
        <QueryClientProvider client={queries}>
          <ModalsProvider labels={{ confirm: '确定', cancel: '取消' }}>
            <Notifications position="bottom-right" notificationMaxHeight={320} />
            <SessionGate>
              <Doorway>
                <FindingDrawerProvider>
                  <Shell />
                </FindingDrawerProvider>
              </Doorway>
            </SessionGate>
          </ModalsProvider>
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  )
}
