// `node comment.mjs plan-SITE.md`: the file as a comment of the merge request, in place of the one of an earlier run. Needs
// nothing but Node. GitHub: GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN; GitLab: CI_API_V4_URL, CI_PROJECT_ID,
// COMMENT_TOKEN (a project token that may comment). CHANGE is the number of the merge request, SITE the data centre.
import { readFile } from 'node:fs/promises';

const { CHANGE, SITE = '', GITHUB_REPOSITORY, GITHUB_API_URL, GITHUB_TOKEN } = process.env;
const { CI_API_V4_URL, CI_PROJECT_ID, COMMENT_TOKEN } = process.env;
const forge =
  GITHUB_REPOSITORY === undefined
    ? {
        list: `${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/merge_requests/${CHANGE}/notes`,
        one: (id) => `${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/merge_requests/${CHANGE}/notes/${id}`,
        update: 'PUT',
        headers: { 'private-token': COMMENT_TOKEN },
      }
    : {
        list: `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/issues/${CHANGE}/comments`,
        one: (id) => `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/issues/comments/${id}`,
        update: 'PATCH',
        headers: { authorization: `Bearer ${GITHUB_TOKEN}`, accept: 'application/vnd.github+json' },
      };

const [file] = process.argv.slice(2);
if (file === undefined || !/^\d+$/.test(CHANGE ?? '')) {
  console.error('Usage: CHANGE=12 SITE=berlin node comment.mjs plan-berlin.md');
  process.exit(2);
}
// GitHub shows no comments of HTML, GitLab neither: it marks ours.
const mark = `<!-- netberth-plan ${SITE.replaceAll(/[^\w.-]/g, '_')} -->`;
const body = `${mark}\n${await readFile(file, 'utf8')}`;
const before = await findOurs();
const answer =
  before === undefined
    ? await ask('POST', forge.list, { body })
    : await ask(forge.update, forge.one(before.id), { body });
console.log(`${before === undefined ? 'Commented' : 'Changed the comment'}: ${answer.html_url ?? answer.id}`);

async function findOurs() {
  for (let page = 1; page <= 50; page += 1) {
    const comments = await ask('GET', `${forge.list}?per_page=100&page=${page}`);
    const ours = comments.find((comment) => comment.body?.startsWith(mark));
    if (ours !== undefined || comments.length < 100) return ours;
  }
}

async function ask(method, url, content) {
  const response = await fetch(url, {
    method,
    headers: { ...forge.headers, 'content-type': 'application/json' },
    ...(content && { body: JSON.stringify(content) }),
  });
  if (!response.ok) {
    console.error(`${method} ${url}: ${response.status} ${(await response.text()).slice(0, 500)}`);
    process.exit(1);
  }
  return await response.json();
}
