declare const __APP_VERSION__: string | undefined

/** 构建时写入的版本号；直接用源文件运行（测试、基准）时没有构建这一步。 */
export const appVersion: string = typeof __APP_VERSION__ === 'string' ? __APP_VERSION__ : '0.0.0'
