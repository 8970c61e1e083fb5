import { useSetting } from './setting.tsx';

interface NameProps {
  readonly id: string;
}

/** An id, a link where it leads anywhere. */
const Named = ({ id, href }: NameProps & { readonly href: string | undefined }) =>
  href === undefined ? (
    <bdi>{id}</bdi>
  ) : (
    <a href={href}>
      <bdi>{id}</bdi>
    </a>
  );

export const PathName = ({ id }: NameProps) => <Named id={id} href={useSetting().pathHref(id)} />;

export const IncidentName = ({ id }: NameProps) => <Named id={id} href={useSetting().incidentHref(id)} />;
