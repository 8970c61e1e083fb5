import type { Service } from '../../local/endpoint.ts';

const xml = (status: number, body: string) => ({ status, contentType: 'text/xml', body });

/** STS's `GetCallerIdentity` by awsQuery. */
export const callersService = (account: string): Service => ({
  name: 'sts',
  recognise: ({ body }) => {
    const form = new URLSearchParams(body);
    return { operation: form.get('Action') ?? '', input: Object.fromEntries(form) };
  },
  answer: () =>
    xml(
      200,
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
        `<Arn>arn:aws:iam::${account}:user/netops</Arn><UserId>AIDA</UserId><Account>${account}</Account>` +
        '</GetCallerIdentityResult></GetCallerIdentityResponse>',
    ),
  refuse: ({ status, code, message }) =>
    xml(status, `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`),
});
