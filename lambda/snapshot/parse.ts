import { isRaw, part, type Raw, text } from './raw.ts';
import { type DocumentKey, type Documents, documentKeys, documentParts } from './snapshot.ts';

/** Why a part is not, or not all of, what the network has. */
export interface Flaw {
  /** One word for programs. */
  readonly code: string;
  /** What the document does that is wrong, as the end of a sentence that its name begins. */
  readonly message: string;
}

export type Flaws = Readonly<Partial<Record<DocumentKey, Flaw>>>;

/** One JSON document of Describe output, taken apart. */
export interface Parsed {
  /** The good elements, as they stand in the document: nothing is copied. */
  readonly documents: Documents;
  /** Parts that are wrong, incomplete, or hold elements that were left out; their good elements are in `documents`. */
  readonly flawed: Flaws;
  /** Set where the document is a service's error in place of an answer. */
  readonly refused?: Flaw;
}

/** What may lack its id: it is told apart by what it holds. */
const nameless: ReadonlySet<DocumentKey> = new Set(['Reservations', 'VpcBlockPublicAccessOptions']);

/** Says that there is more than was answered; ELB's Describe calls have the second. An empty one is none. */
const continuation = (answer: Raw): string | undefined =>
  ['NextToken', 'NextMarker'].find(
    (name) => answer[name] !== undefined && answer[name] !== null && answer[name] !== '',
  );

const nameOf = (value: unknown): string => (value === null ? 'null' : `a ${typeof value}`);

const flawOf = (key: DocumentKey, elements: readonly unknown[], good: readonly Raw[]): Flaw | undefined => {
  const lost = elements.length - good.length;
  if (lost > 0)
    return {
      code: 'MalformedElements',
      message: `holds ${lost} of ${elements.length} ${key} that are no structures with a ${documentParts[key].id}`,
    };
  // In the wrappers that stand for many calls, each element is the answer of one.
  return good.some((element) => continuation(element) !== undefined)
    ? { code: 'Incomplete', message: `holds ${key} of which further pages are missing` }
    : undefined;
};

const elementsOf = (key: DocumentKey, value: unknown): { readonly good?: readonly Raw[]; readonly flaw?: Flaw } => {
  const elements = key === 'VpcBlockPublicAccessOptions' && isRaw(value) ? [value] : value;
  if (!Array.isArray(elements))
    return { flaw: { code: 'NotAList', message: `holds ${nameOf(value)} as its ${key}, not a list` } };
  const isGood = nameless.has(key)
    ? isRaw
    : (element: unknown): element is Raw => isRaw(element) && (text(element, documentParts[key].id) ?? '') !== '';
  const good: readonly Raw[] = elements.every(isGood) ? elements : elements.filter(isGood);
  const flaw = flawOf(key, elements, good);
  return flaw === undefined ? { good } : { good, flaw };
};

/** `{status_code, data}`, in which Cloud Custodian's recordings keep an answer. */
const isRecorded = (content: Raw): boolean => typeof content.status_code === 'number' && isRaw(content.data);

const refusalOf = (answer: Raw, status: unknown): Flaw | undefined => {
  const error = part(answer, 'Error');
  const named = text(error, 'Code');
  const code =
    (named === '' ? 'Unspecified' : named) ?? (typeof status === 'number' && status >= 400 ? `${status}` : undefined);
  const said = text(error, 'Message');
  return code === undefined
    ? undefined
    : { code, message: `holds an error, not an answer: ${code}${said === undefined ? '' : `: ${said}`}` };
};

/**
 * Takes one JSON document for what it holds under the keys of the Describe answers, whatever else is in it: the answer
 * that `aws ec2 describe-…` prints, several in one, Batfish's wrappers, or a recording around any of them. Never throws;
 * a document without such a key has neither documents nor flaws. Looks at each element once and into none.
 */
export const parsed = (content: unknown): Parsed => {
  if (!isRaw(content)) return { documents: {}, flawed: {} };
  const answer = isRecorded(content) ? part(content, 'data') : content;
  const refused = refusalOf(answer, isRecorded(content) ? content.status_code : undefined);
  if (refused !== undefined) return { documents: {}, flawed: {}, refused };
  const more = continuation(answer);
  const documents: Partial<Record<DocumentKey, readonly Raw[]>> = {};
  const flawed: Partial<Record<DocumentKey, Flaw>> = {};
  for (const key of documentKeys) {
    if (!Object.hasOwn(answer, key)) continue;
    const { good, flaw } = elementsOf(key, answer[key]);
    if (good !== undefined) documents[key] = good;
    if (flaw !== undefined) flawed[key] = flaw;
    else if (more !== undefined)
      flawed[key] = { code: 'Incomplete', message: `holds one page of ${key}: it has a ${more}` };
  }
  return { documents, flawed };
};
