import {Hono} from 'hono';
import {html} from 'hono/html';
import {HttpProblem} from '../http/problem.ts';
import type {Services} from '../services.ts';
import {languageOf} from './language.ts';
import {requireSession, type StaffEnv} from './require-session.ts';
import {staffPage} from './staff-page.ts';
import {stringsFor} from './strings/index.ts';

const MOST_MAILS = 200;

/** `/mails`: the development outbox. */
export function mailPages(services: Services): Hono<StaffEnv> {
  const {storage, storeId} = services;
  return new Hono<StaffEnv>()
    .use(requireSession(services))
    .get('/', async (context) => {
      const {settings} = await storage.readFeedState(storeId);
      const mails = await storage.listMails(storeId, MOST_MAILS);
      const language = languageOf(context);
      const strings = stringsFor(language);
      const when = new Intl.DateTimeFormat(language === 'en' ? 'en-HK' : 'zh-HK', {timeZone: settings.timeZone, dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23'});
      const rows = mails.map(
        (mail) => html`<li class="mail" data-kind="${mail.kind}" data-order="${mail.orderNumber}">
          <a href="/mails/${encodeURIComponent(mail.messageId)}" lang="${mail.language}">${mail.subject}</a>
          <span class="muted">${mail.to}</span>
          <span class="muted number">${when.format(new Date(mail.sentAt))}</span>
        </li>`,
      );
      return context.html(
        staffPage({
          language,
          storeName: settings.storeName,
          place: 'mails',
          title: strings.mailsTitle,
          content: html`<main>
            <h1>${strings.mailsTitle}</h1>
            <p class="muted">${strings.mailsLead}</p>
            ${mails.length === 0 ? html`<p class="empty">${strings.mailsNone}</p>` : html`<ul class="rows">${rows}</ul>`}
          </main>`,
        }),
      );
    })
    .get('/:messageId', async (context) => {
      const mail = await storage.readMail(storeId, context.req.param('messageId'));
      if (!mail) throw new HttpProblem('not-found', 'There is no such mail.');
      const {settings} = await storage.readFeedState(storeId);
      const language = languageOf(context);
      const strings = stringsFor(language);
      return context.html(
        staffPage({
          language,
          storeName: settings.storeName,
          place: 'mails',
          title: mail.subject,
          content: html`<main class="letter">
            <p><a href="/mails">${strings.back}</a></p>
            <dl class="facts">
              <dt>${strings.mailTo}</dt>
              <dd>${mail.to}</dd>
              <dt>${strings.mailSubject}</dt>
              <dd lang="${mail.language}">${mail.subject}</dd>
              <dt>${strings.mailOrder}</dt>
              <dd>${mail.orderNumber}</dd>
              <dt>${strings.mailSentAt}</dt>
              <dd>${mail.sentAt}</dd>
              <dt>Message-ID</dt>
              <dd class="mono">&lt;${mail.messageId}&gt;</dd>
            </dl>
            <pre class="text" lang="${mail.language}">${mail.body}</pre>
          </main>`,
        }),
      );
    });
}
