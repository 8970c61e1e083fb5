import { ACCOUNT, REGION } from '../../local/scenario/ids.ts';
import { run } from './run.ts';

/** Where Network Manager's events come. */
export const HOME = 'us-west-2';

/** The forwarder to the scenario's Region, by the command that users give. */
export const forwarderOf = (environment: Readonly<Record<string, string>>) => {
  const call = (...words: readonly string[]) =>
    run(
      'npm',
      ['run', '--silent', 'forwarder', '--', ...words, '--context', `region=${REGION}`, '--no-notices'],
      environment,
    );
  const name = `Pathwatch-forwarder-${REGION}`;
  return {
    bootstrap: () => call('bootstrap', `aws://${ACCOUNT}/${HOME}`),
    deploy: () => call('deploy', name, '--require-approval', 'never'),
    destroy: () => call('destroy', name, '--force'),
  };
};
