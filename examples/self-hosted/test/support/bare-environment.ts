/**
 * What a process that a test starts gets of this one's environment: where programs are, and where what was compiled once
 * is kept, which saves each of many short processes most of its start. None of this process's settings.
 */
export function bareEnvironment(): Record<string, string> {
  const {PATH = '', NODE_COMPILE_CACHE} = process.env;
  return {PATH, ...(NODE_COMPILE_CACHE === undefined ? {} : {NODE_COMPILE_CACHE})};
}
