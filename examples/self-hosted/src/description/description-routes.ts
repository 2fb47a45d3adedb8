import {Hono} from 'hono';
import type {ApiEnv} from '../http/api-env.ts';
import {jsonBody, sendJson, type JsonBody} from '../http/json-response.ts';
import {badParameter} from '../http/known-parameters.ts';
import {HttpProblem} from '../http/problem.ts';
import {languageOf} from '../pages/language.ts';
import {securityHeaders} from '../pages/security-headers.ts';
import {readDescription, type Description} from './description.ts';
import {descriptionPage} from './description-page.ts';

/** How long a copy is good, in seconds: it changes with the server's version only. */
const CACHE = 'public, max-age=300';

/** `/v1/openapi.json` and `/v1/docs`: what this server speaks, for programs and for people. No token is asked for. */
export function descriptionRoutes(): Hono<ApiEnv> {
  let kept: {description: Description; body: JsonBody} | undefined;
  const read = () => {
    if (kept) return kept;
    const description = readDescription();
    if (!description) throw new HttpProblem('not-found', 'This copy of the server came without the description of its protocol.');
    return (kept = {description, body: jsonBody(description.text)});
  };
  return new Hono<ApiEnv>()
    .get('/openapi.json', async (context) => {
      const {description, body} = read();
      const headers = {etag: description.etag, 'cache-control': CACHE};
      if (context.req.header('if-none-match') === description.etag) return new Response(null, {status: 304, headers});
      return sendJson(context.req.raw, body, {headers});
    })
    .get('/docs', securityHeaders, (context) => {
      const asked = context.req.query('lang');
      if (asked !== undefined && asked !== 'en' && asked !== 'zh-Hant') throw badParameter('lang', 'can be en or zh-Hant.');
      return context.html(descriptionPage(languageOf(context), read().description.document));
    });
}
