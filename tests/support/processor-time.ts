/** Milliseconds that this process has computed so far: other work on the machine does not count, as it does by a clock. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
