import {
  ActionIcon,
  Button,
  Checkbox,
  createTheme,
  type CSSVariablesResolver,
  Drawer,
  Input,
  Menu,
  Modal,
  Notification,
  NumberInput,
  Portal,
  Select,
  Switch,
  Tabs,
  Tooltip,
} from '@mantine/core'

const CONTROL_HEIGHTS: Record<string, string> = { xs: '26px', sm: '32px', md: '36px' }
const CONTROL_FONTS: Record<string, string> = { xs: '13px', sm: '14px', md: '14px' }

function controlHeight(size: string | number | undefined): string {
  return CONTROL_HEIGHTS[String(size ?? 'sm')] ?? '32px'
}

function controlFont(size: string | number | undefined): string {
  return CONTROL_FONTS[String(size ?? 'sm')] ?? '14px'
}

/** 主色取深一档、次要文字加深、弹窗的关闭按钮有名字：Mantine 原样过不了对比度与命名检查。 */
export const theme = createTheme({
  primaryColor: 'party',
  primaryShade: 7,
  white: '#ffffff',
  black: '#22211f',
  colors: {
    party: ['#f8eeed', '#f0dbda', '#e1b6b6', '#cf8e8f', '#bd6668', '#ab4447', '#9c2c30', '#8e1b1f', '#751518', '#5b0f12'],
    gray: ['#f8f8f6', '#f3f3f0', '#e9e7e2', '#e2e0db', '#918d85', '#6a675f', '#6a675f', '#55524c', '#3a3834', '#22211f'],
    red: ['#fcebe9', '#f8d5d1', '#f4c3be', '#e59089', '#d65b52', '#c8281f', '#b3211d', '#b3211d', '#8e1714', '#6e100e'],
  },
  fontFamily: 'var(--font-sans)',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Consolas, monospace',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '15px', xl: '18px' },
  lineHeights: { xs: '18px', sm: '20px', md: '20px', lg: '22px', xl: '26px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '6px', xl: '6px' },
  defaultRadius: 'sm',
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '20px' },
  fontWeights: { regular: '400', medium: '500', semibold: '600', bold: '600' },
  headings: { fontWeight: '600' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: Button.extend({
      defaultProps: { size: 'sm' },
      vars: (_theme, props) => ({
        root: {
          '--button-height': controlHeight(props.size),
          '--button-padding-x': props.size === 'xs' ? '10px' : '14px',
          '--button-fz': controlFont(props.size),
        },
      }),
      styles: { label: { fontWeight: 500 } },
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray.7' } }),
    Input: Input.extend({
      vars: (_theme, props) => ({
        wrapper: { '--input-height': controlHeight(props.size), '--input-fz': controlFont(props.size) },
      }),
    }),
    InputWrapper: Input.Wrapper.extend({
      defaultProps: { inputWrapperOrder: ['label', 'input', 'error', 'description'] },
      styles: {
        label: { fontSize: 13, lineHeight: '18px', fontWeight: 400, color: 'var(--ink-2)', marginBottom: 4 },
        error: { fontSize: 12, lineHeight: '18px', color: 'var(--red)' },
        description: { fontSize: 12, lineHeight: '18px', color: 'var(--ink-3)', marginTop: 2 },
      },
    }),
    Select: Select.extend({
      // 滚动的就是选项列表本身，键盘与读屏都按列表框来走。
      defaultProps: { allowDeselect: false, checkIconPosition: 'right', nothingFoundMessage: '没有符合的', withScrollArea: false },
      styles: { options: { maxHeight: 300, overflowY: 'auto' } },
    }),
    NumberInput: NumberInput.extend({ defaultProps: { hideControls: true, allowDecimal: false, allowNegative: false } }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs' }, styles: { label: { fontSize: 14, lineHeight: '20px' } } }),
    Switch: Switch.extend({ defaultProps: { size: 'sm' } }),
    Modal: Modal.extend({
      defaultProps: { closeButtonProps: { 'aria-label': '关闭' }, centered: true, radius: 'md' },
      styles: { title: { fontSize: 18, lineHeight: '26px', fontWeight: 600 } },
    }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: { 'aria-label': '关闭通知' } } }),
    // 菜单、下拉、日历都挂在同一个有名字的地标里，读屏软件找得到它们。
    Portal: Portal.extend({ defaultProps: { target: '#portals' } }),
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Drawer: Drawer.extend({ defaultProps: { closeButtonProps: { 'aria-label': '关闭' } } }),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false }, styles: { tab: { padding: '8px 14px', fontSize: 14, lineHeight: '20px' } } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: true, events: { hover: true, focus: true, touch: false } } }),
  },
})

export const themeVariables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-error': 'var(--red)',
    '--mantine-color-anchor': 'var(--link)',
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-default-color': 'var(--ink)',
  },
  light: {
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-error': 'var(--red)',
    '--mantine-color-anchor': 'var(--link)',
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-disabled': 'var(--gray-bg)',
    '--mantine-color-disabled-color': 'var(--gray)',
  },
  dark: {},
})
