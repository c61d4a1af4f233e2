/** 大门的几种样子。“打不开”带原因；“转换中”正在启用或停用加密，一会儿就好。 */
export const GATE_STATES = ['待解锁', '待登录', '已开', '打不开', '转换中'] as const
export type GateStateName = (typeof GATE_STATES)[number]
