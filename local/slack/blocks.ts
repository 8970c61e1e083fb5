import * as z from 'zod';

/*
 * Blocks of Slack as far as alerts use them, with their limits: https://docs.slack.dev/reference/block-kit/blocks. A block
 * that is not known here is refused, as an unknown one is by Slack.
 */

const text = (longest: number) => z.string().min(1).max(longest);
const plain = (longest: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: text(longest), emoji: z.boolean().optional() });
const marked = (longest: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: text(longest), verbatim: z.boolean().optional() });
const either = (longest: number) => z.union([plain(longest), marked(longest)]);
const id = { block_id: z.string().max(255).optional() };

const header = z.strictObject({ type: z.literal('header'), text: plain(150), ...id });
const divider = z.strictObject({ type: z.literal('divider'), ...id });
const context = z.strictObject({ type: z.literal('context'), elements: z.array(either(3_000)).min(1).max(10), ...id });
const section = z
  .strictObject({
    type: z.literal('section'),
    text: either(3_000).optional(),
    fields: z.array(either(2_000)).min(1).max(10).optional(),
    expand: z.boolean().optional(),
    ...id,
  })
  .refine((block) => block.text !== undefined || block.fields !== undefined);

const Block = z.discriminatedUnion('type', [header, divider, context, section]);
export type Block = z.infer<typeof Block>;

/** At most 50 in a message. */
export const Blocks = z.array(Block).max(50);

/** Every text that a block shows. */
export const textsOf = (block: Block): readonly string[] => {
  switch (block.type) {
    case 'header':
      return [block.text.text];
    case 'divider':
      return [];
    case 'context':
      return block.elements.map((element) => element.text);
    case 'section':
      return [block.text, ...(block.fields ?? [])].flatMap((part) => part?.text ?? []);
  }
};
