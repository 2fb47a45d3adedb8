/** Work in hand lives in the tracker, not in the tree: no reminders, no stand-ins, no tests that are switched off. */
import { type Check, findPattern } from './source-file.ts';

const reminder = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b|Error\\(.*not ${'imple' + 'mented'}`, 'g');
const switchedOff = /\b(it|test|describe|suite)\.(skip|only|todo)\b|\{[^{}]*\b(skip|todo|only):\s*(true|['"`])/g;

export const nothingUnfinished: Check = (file) => {
  if (!/\.(ts|mjs|js|css|html)$/.test(file.path)) return [];
  const isTest = /\.test\.[cm]?[jt]s$/.test(file.path);
  return [
    ...findPattern(file, reminder, 'Finish this or open an issue; reminders do not stay in the tree.'),
    ...(isTest ? findPattern(file, switchedOff, 'A test that cannot run must fail: no skip, only or todo.') : []),
  ];
};
