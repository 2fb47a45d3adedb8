import {STATUS_CODES, type ServerResponse} from 'node:http';
import type {Duplex} from 'node:stream';
import {RequestError} from '@hono/node-server';
import {HttpProblem, problemResponse, type ProblemName} from './problem.ts';

/** What the parser of node:http could not take, by its code; anything else is a bad request. */
const NAMES: Readonly<Record<string, ProblemName>> = {HPE_HEADER_OVERFLOW: 'head-too-large', ERR_HTTP_REQUEST_TIMEOUT: 'too-slow'};

/** Answers to bytes that are no request: no route ever sees them. The connection ends, because nobody knows where the next one begins. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex & {readonly _httpMessage?: ServerResponse | null}): void {
  // In the middle of an answer to an earlier request (node:http has no public name for it), this one would read as a part of that.
  const isAnswering = socket._httpMessage?.headersSent === true;
  if (error.code === 'ECONNRESET' || !socket.writable || isAnswering) return void socket.destroy();
  const {problem} = new HttpProblem((error.code !== undefined && NAMES[error.code]) || 'bad-request');
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    // A page of another origin that asked too long a question has to be able to read why.
    'Access-Control-Allow-Origin: *',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** Answers to a request whose address or Host header makes no URL: it does not reach the routes either. */
export function answerUnusable(error: unknown): Response {
  return problemResponse(error instanceof RequestError ? new HttpProblem('bad-request', 'The address or the Host header cannot be used.') : new HttpProblem('internal'));
}
