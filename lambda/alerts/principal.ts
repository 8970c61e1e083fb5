import type { Author } from '../domain/change.ts';
import { clean } from './clean.ts';

/** A principal in short, for a headline: `Admin/mallory` of an assumed role, `alice` of a user, `rds.amazonaws.com`. */
export const principalText = (author: Author | undefined): string => {
  if (author === undefined) return 'no one';
  const name = /^arn:[^:]*:(?:sts|iam)::\d*:(?:assumed-role|user|role|federated-user)\/(.+)$/.exec(
    author.principal,
  )?.[1];
  return clean(name ?? author.principal, 60);
};
