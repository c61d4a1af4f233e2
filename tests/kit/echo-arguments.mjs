// 供测试：把收到的参数原样打印，以第一个参数为退出码。
const args = process.argv.slice(2)
process.stdout.write(JSON.stringify(args))
process.exitCode = Number(args[0])
