/**
 * A `node --test` reporter that prints nothing for people: one JSON document with the counts and the files that ran.
 * A skipped or to-do test counts as failed: a part that cannot run must say so.
 */
export default async function* recordNodeTests(events) {
  /** @type {string[]} */
  const problems = [];
  const files = new Set();
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite') {
      // A suite that fails on its own (a broken hook) has no failing test inside to speak for it.
      if (type === 'test:fail' && data.details.error?.failureType === 'hookFailed') failed += 1;
      continue;
    }
    const skipped = data.skip !== undefined || data.todo !== undefined;
    if (skipped) problems.push(`${data.file}: "${data.name}" is skipped or left to do`);
    if (type === 'test:pass' && !skipped) passed += 1;
    else failed += 1;
    // A file that fails to load, or holds no test, is reported as a test named like the file.
    if (!skipped && data.file && !data.file.endsWith(data.name)) files.add(data.file);
  }
  yield JSON.stringify({ passed, failed, files: [...files], problems });
}
