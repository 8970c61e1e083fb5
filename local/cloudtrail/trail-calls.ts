import { flag, type Raw, text, texts } from '../../lambda/snapshot/raw.ts';
import { ServiceError } from '../endpoint.ts';
import { reaches, type TrailSetup, trailArn } from './trails.ts';

/** Where a call was made, and by which account. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

const unknownTrail = (name: string, { account }: Place): ServiceError =>
  new ServiceError('TrailNotFoundException', `Unknown trail: ${name} for the user: ${account}`);

/** The trail of a name or ARN; a shadow answers to its ARN only. */
const trailNamed = (trails: readonly TrailSetup[], name: string | undefined, place: Place): TrailSetup => {
  if (name === undefined) throw new ServiceError('InvalidTrailNameException', 'Trail name cannot be blank!');
  const found = trails.find((trail) => {
    const isOwn = trail.homeRegion === place.region && trail.owner === place.account;
    return trailArn(trail) === name || (isOwn && trail.name === name);
  });
  if (found === undefined || !reaches(found, place.region)) throw unknownTrail(name, place);
  return found;
};

/** `DescribeTrails`: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html. */
export const describeTrails = (trails: readonly TrailSetup[], input: Raw, place: Place): object => {
  const names = texts(input, 'trailNameList');
  const shadows = flag(input, 'includeShadowTrails') ?? true;
  const trailList = trails
    .filter((trail) => reaches(trail, place.region))
    .filter((trail) => shadows || (trail.homeRegion === place.region && trail.owner === place.account))
    .filter((trail) => names.length === 0 || names.includes(trail.name) || names.includes(trailArn(trail)))
    .map((trail) => ({
      Name: trail.name,
      S3BucketName: `${trail.name}-${trail.owner}`,
      IncludeGlobalServiceEvents: true,
      IsMultiRegionTrail: trail.multiRegion,
      HomeRegion: trail.homeRegion,
      TrailARN: trailArn(trail),
      LogFileValidationEnabled: false,
      HasCustomEventSelectors: trail.advancedSelectors !== undefined,
      HasInsightSelectors: false,
      IsOrganizationTrail: trail.organization,
    }));
  return { trailList };
};

/** `GetTrailStatus`: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html. */
export const getTrailStatus = (trails: readonly TrailSetup[], input: Raw, place: Place): object => ({
  IsLogging: trailNamed(trails, text(input, 'Name'), place).logging,
});

/**
 * `GetEventSelectors`. Unlike the others it knows a trail in its home Region only, as
 * https://github.com/aws/aws-sdk-go-v2/issues/1957 shows, and an organization's trail in the account that made it.
 */
export const getEventSelectors = (trails: readonly TrailSetup[], input: Raw, place: Place): object => {
  const name = text(input, 'TrailName');
  const trail = trailNamed(trails, name, place);
  if (trail.homeRegion !== place.region) throw unknownTrail(name ?? '', place);
  if (trail.owner !== place.account) {
    throw new ServiceError('AccessDeniedException', `${place.account} may not read the selectors of ${name}.`);
  }
  return {
    TrailARN: trailArn(trail),
    ...(trail.advancedSelectors === undefined
      ? { EventSelectors: trail.selectors }
      : { AdvancedEventSelectors: trail.advancedSelectors }),
  };
};
