import { sessionSchema } from '@netberth/api';
import type { Session } from '@netberth/api';
import type { Answer, Question } from './ask.ts';

/** What a browser with the console does about sessions: keeps the cookie, sends it and the csrf. */
export class Browser {
  readonly #ask: (question: Question) => Promise<Answer>;
  /** `netberth_session=…`; '' before signing in. */
  cookie = '';
  csrf = '';

  constructor(ask: (question: Question) => Promise<Answer>) {
    this.#ask = ask;
  }

  async signIn(username: string, password: string, from?: string): Promise<Answer> {
    const body = JSON.stringify({ username, password });
    const answer = await this.#ask({
      ...{ method: 'POST', path: '/api/v1/session', body },
      headers: { 'content-type': 'application/json', ...(this.cookie !== '' && { cookie: this.cookie }) },
      ...(from !== undefined && { from }),
    });
    if (answer.status !== 200) return answer;
    this.cookie = (answer.headers['set-cookie']?.[0] ?? '').split(';', 1)[0] ?? '';
    this.csrf = sessionSchema.parse(JSON.parse(answer.text)).csrf;
    return answer;
  }

  ask(question: Question | string): Promise<Answer> {
    const asked: Question = typeof question === 'string' ? { path: question } : question;
    const headers = { cookie: this.cookie, 'x-netberth-csrf': this.csrf, ...asked.headers };
    return this.#ask({ ...asked, headers });
  }

  /** @throws when nobody is signed in */
  async session(): Promise<Session> {
    const { status, text } = await this.ask('/api/v1/session');
    if (status !== 200) throw new Error(`asking for the session: ${status} ${text}`);
    return sessionSchema.parse(JSON.parse(text));
  }
}
