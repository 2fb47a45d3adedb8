import { writeFileSync } from 'node:fs';

/**
 * A web-test-runner reporter that writes the counts and the files that ran to PACKLINE_TEST_RECORD.
 * A skipped test, a file that fails to load and an error outside a test each count as failed.
 */
export function recordBrowserTests() {
  return {
    onTestRunFinished({ sessions }) {
      if (!process.env.PACKLINE_TEST_RECORD) return;
      const records = sessions.map(recordSession);
      const sum = (key) => records.reduce((total, record) => total + record[key], 0);
      const ran = records.filter(({ tests }) => tests > 0);
      const record = {
        passed: sum('passed'),
        failed: sum('failed'),
        files: ran.map(({ file }) => file),
        problems: records.flatMap(({ problems }) => problems),
      };
      writeFileSync(process.env.PACKLINE_TEST_RECORD, JSON.stringify(record));
    },
  };
}

function recordSession(session) {
  const tests = session.testResults ? testsIn(session.testResults) : [];
  const passed = tests.filter((test) => test.passed && !test.skipped).length;
  const explained = tests.length - passed;
  return {
    file: session.testFile,
    tests: tests.length,
    passed,
    failed: explained === 0 && !session.passed ? 1 : explained,
    problems: tests.filter((test) => test.skipped).map((test) => `${session.testFile}: "${test.name}" is skipped`),
  };
}

const testsIn = (suite) => [...suite.tests, ...suite.suites.flatMap(testsIn)];
