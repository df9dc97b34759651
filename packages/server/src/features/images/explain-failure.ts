import { errorCode } from '../../platform/error-code.ts';
import { messages } from '../../platform/message-registry.ts';
import type { ReadFailure } from './open-file.ts';
import type { FileRefusal, ResolvedImageFile } from './resolve-image-file.ts';

export type FileFailure = Exclude<ResolvedImageFile, { kind: 'file' }> | ReadFailure;

export type ExplainedFailure = {
  readonly status: 400 | 403 | 404 | 500 | 503;
  /** One line: what was asked for, what is the matter, what to do. */
  readonly text: string;
};

const refusals: Readonly<Record<FileRefusal, readonly [400 | 403, string]>> = {
  'malformed-encoding': [400, 'its %-encoding is not valid UTF-8; encode the name once'],
  'empty-segment': [400, 'a part of it is empty; write one "/" between names and none at either end'],
  'dot-segment': [400, 'it contains "." or ".."; name the file from the top of the profile'],
  'separator-in-name': [400, 'a name contains "/" or "\\"; write a plain "/" between folders'],
  'control-character': [400, 'it contains a control character; rename the file'],
  'too-long': [400, 'a name has at most 255 bytes and a path 4095; shorten it'],
  'hidden-name': [403, 'names that start with "." are not served; rename the file'],
  'link-leaves-folder': [403, 'it is a link out of the profile; put the file itself into the profile'],
  'not-a-regular-file': [403, 'it is not a regular file; name a file, not a folder'],
};

const maxQuotedChars = 200;

export function explainFailure(remainder: string, failure: FileFailure): ExplainedFailure {
  const action = `Netberth ${codeOf(failure)}: cannot serve ${quote(remainder)}`;
  switch (failure.kind) {
    case 'refused': {
      const [status, why] = refusals[failure.why];
      return { status, text: `${action}: ${why}.` };
    }
    case 'absent':
      return {
        status: 404,
        text: `${action}: the profile has no such file; \`netberth profile show\` lists them.`,
      };
    case 'changed':
      return { status: 503, text: `${action}: it is being written to; ask again when that is done.` };
    case 'broken':
      return {
        status: 500,
        text: `${action}: reading it failed (${errorCode(failure.error) || 'no code'}); see the server's log.`,
      };
  }
}

function codeOf({ kind }: FileFailure): string {
  if (kind === 'absent') return messages.fileAbsent.code;
  return kind === 'refused' ? messages.fileRefused.code : messages.serverFailed.code;
}

/** JSON's quoting leaves no line break and no control character of what the client sent. */
function quote(remainder: string): string {
  const isLong = remainder.length > maxQuotedChars;
  return JSON.stringify(isLong ? `${remainder.slice(0, maxQuotedChars)}…` : remainder);
}
