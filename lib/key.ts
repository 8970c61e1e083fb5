import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { pin } from './pin.ts';

/**
 * The one customer key of the deployment: it encrypts the topics. An AWS managed key would lose alarms without a word,
 * since CloudWatch cannot publish through it:
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services.
 */
export class TopicKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: "Encrypts Pathwatch's alerts and troubles",
      enableKeyRotation: true,
      // Nothing that outlives the stack is encrypted with it.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    pin(this.key, 'TopicKey');
  }

  /** Lets an AWS service publish to the topics, on behalf of this account only. */
  admit(service: string): void {
    const { account } = Stack.of(this);
    this.key.grant(
      new ServicePrincipal(service, { conditions: { StringEquals: { 'aws:SourceAccount': account } } }),
      'kms:Decrypt',
      'kms:GenerateDataKey*',
    );
  }
}
