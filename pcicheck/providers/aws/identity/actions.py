"""What AWS actions do, as far as grants are judged by it: data only.

Source: AWS Service Authorization Reference ("Actions, resources, and condition keys for AWS services"), columns
"Access level" and "Resource types", for the services that are used most. ``pcicheck.providers.aws.identity.reach``
reads it. Names are compared without regard to case; ``Describe*`` stands for every action that starts so.
"""

from __future__ import annotations

UNBOUND = """
acm: GetAccount* ListCertificates Put* Request*
acm-pca: CreateCertificateAuthority ListCertificate*
apigateway:
application-autoscaling: Describe* Get*
aps: CreateWorkspace GetDefault* ListScrapers ListWorkspaces
athena: GetCatalogs GetExecution* GetNamespace GetNamespaces GetQueryExecutions GetTable GetTables ListApplication*
  ListCapacity* ListData* ListEngine* ListExecutors ListWork* Run*
autoscaling: Describe* Get*
backup: DescribeBackupJob DescribeCopy* DescribeGlobal* DescribeProtected* DescribeRegion* DescribeReportJob
  DescribeRestore* Export* GetBackupPlanFrom* GetRestoreJob* GetRestoreTestingInferred* GetSupported* ListBackupJob*
  ListBackupPlanTemplates ListBackupPlans ListBackupVaults ListCopy* ListFrameworks ListLegal* ListProtectedResources
  ListRecoveryPointsByResource ListReport* ListRestoreJob* ListRestoreTestingPlans PutRestore* Stop* UpdateGlobal*
  UpdateRegion*
batch: Describe* ListJobs ListScheduling*
ce: Create* DeleteNotification* DeleteReport DescribeNotification* DescribeReport GetApproximate* GetCommitment*
  GetConsole* GetCost* GetDimension* GetPreferences GetReservation* GetRightsizing* GetSavings* GetTags GetUsage*
  ListCommitment* ListCost* ListSavings* Provide* Start* UpdateConsole* UpdateCostAllocation* UpdateNotification*
  UpdatePreferences UpdateReport
cloudformation: Activate* Batch* CancelResource* CreateGenerated* CreateResource CreateStackSet CreateUpload*
  Deactivate* DeleteGenerated* DeleteResource Deregister* DescribeAccount* DescribeGenerated* DescribeOrganizations*
  DescribePublisher DescribeResource* DescribeStackDrift* DescribeType* Estimate* GetGenerated* GetResource*
  ListExports ListGenerated* ListImports ListResource* ListStackSets ListStacks ListType* Publish* Register* SetType*
  Start* Test* UpdateGenerated* UpdateResource Validate*
cloudfront: CreateField* CreateKeyGroup CreateMonitoring* CreateOriginAccess* CreatePublic* CreateSavings* CreateVpc*
  DeleteKeyGroup DeleteMonitoring* DeletePublic* GetKey* GetMonitoring* GetPublic* GetSavings* ListAnycast* ListCache*
  ListCloud* ListContinuous* ListDistributions* ListField* ListFunctions ListKey* ListOrigin* ListPublic* ListRate*
  ListRealtime* ListResponse* ListSavings* ListStreaming* ListUsages ListVpc* UpdateFieldLevelEncryptionConfig
  UpdateKeyGroup UpdatePublic* UpdateSavings*
cloudhsm: DeleteHsm Describe*
cloudtrail: Deregister* DescribeTrails GetImport ListChannels ListDashboards ListEvent* ListImport* ListPublic*
  ListService* ListTrails Lookup* Register* StartImport StopImport
cloudwatch: BatchGetServiceLevelIndicator* Create* DeleteAnomaly* DescribeAlarmsFor* DescribeAnomaly* DescribeInsight*
  EnableTopology* Generate* GetMetricData GetMetricStatistics GetMetricWidget* GetTopology* Link ListDashboards
  ListEntities* ListManaged* ListMetric* ListService* PutAnomaly* PutManaged* PutMetricData
codebuild: DeleteO* DeleteSource* Import* ListBuildBatches ListBuilds ListConnected* ListCurated* ListFleets
  ListProjects ListReport* ListRepositories ListShared* ListSource* Persist*
codecommit: CreateApproval* DeleteApproval* GetApproval* ListApproval* ListRepositories* UpdateApproval*
codedeploy: BatchGetDeploymentTargets Continue* CreateCloud* DeleteGit* DeleteResources* GetDeploymentTarget
  ListApplications ListDeploymentConfigs ListDeploymentTargets ListGit* ListOn* Put* Skip* Stop*
codepipeline: Acknowledge* GetAction* GetJob* GetThird* ListActionTypes ListPipelines ListRuleTypes PollForThird*
  PutJob* PutThird*
cognito-identity: Create* DeleteIdentities DescribeIdentity GetCredentials* GetId GetOpenIdToken ListIdentity* Set*
  UnlinkIdentity
cognito-idp: AssociateSoftware* Change* Confirm* CreateUserPool DeleteUser DeleteUserAttributes DescribeUserPoolDomain
  Forget* Forgot* GetDevice GetUser GetUserAttribute* Global* Initiate* ListDevices ListUserPools Resend* Respond*
  Revoke* SetUserMFA* SetUserSettings Sign* UpdateDevice* UpdateUserAttributes Verify*
config: BatchGetResource* DeleteConfigurationRecorder DeleteDelivery* DeletePending* DeleteRemediationExceptions
  DeleteResource* DeleteRetention* Deliver* DescribeAggregation* DescribeCompliance* DescribeConfig*
  DescribeConformancePackStatus DescribeConformancePacks DescribeDelivery* DescribeOrganization* DescribePending*
  DescribeRemediationExceptions DescribeRetention* GetComplianceDetailsByResource GetComplianceSummary* GetDiscovered*
  GetResource* ListConformance* ListDiscovered* ListResource* ListStored* PutConfigurationRecorder PutDelivery*
  PutEvaluations PutRemediationExceptions PutResource* PutRetention* SelectResource* StartConfiguration*
  StartRemediation* StartResource* Stop*
datapipeline: Create* GetAccount* List* Poll* PutAccount* ReportTaskRunner*
dms: Batch* CreateDataProvider CreateEndpoint CreateEvent* CreateFleet* CreateInstance* CreateReplicationInstance
  CreateReplicationSubnet* DeleteFleet* DescribeAccount* DescribeCertificates DescribeConnections
  DescribeDataMigrations DescribeEndpoint* DescribeEngine* DescribeEvent* DescribeFleet* DescribeOrderable*
  DescribePending* DescribeRecommendation* DescribeReplicationConfigs DescribeReplicationInstances
  DescribeReplicationSubnet* DescribeReplicationTasks DescribeReplications Import* ModifyEvent* ModifyFleet*
  ModifyReplicationSubnet* Run* StartRecommendations UpdateSubscriptions* Upload*
dynamodb: DescribeEndpoints DescribeLimits DescribeReserved* GetAbac* ListBackups ListContributor* ListExports
  ListGlobal* ListImports ListStreams ListTables Purchase* UpdateAbac*
ec2: AcceptReserved* Advertise* AssociateIpamByoasn AssociateTrunk* Bundle* CancelBundle* CancelConversion*
  CancelReserved* Confirm* CreateDefault* CreateReserved* CreateSpot* CreateSubnetCidr* DeleteQueued* DeleteSpot*
  DeleteSubnetCidr* DeprovisionByoip* DeregisterInstance* DescribeAccount* DescribeAddress* DescribeAggregate*
  DescribeAvailability* DescribeAws* DescribeBundle* DescribeByoip* DescribeCapacity* DescribeCarrier*
  DescribeClassic* DescribeCoip* DescribeConversion* DescribeCustomer* DescribeDhcp* DescribeEgress* DescribeElastic*
  DescribeExport* DescribeFast* DescribeFleets DescribeFlow* DescribeFpgaImages DescribeHost* DescribeIam* DescribeId*
  DescribeImages DescribeImport* DescribeInstanceConnect* DescribeInstanceCredit* DescribeInstanceEvent*
  DescribeInstanceImage* DescribeInstanceStatus DescribeInstanceTopology DescribeInstanceType* DescribeInstances
  DescribeInternet* DescribeIpam* DescribeIpv6* DescribeKey* DescribeLaunch* DescribeLocal* DescribeLocked*
  DescribeMac* DescribeManaged* DescribeMoving* DescribeNat* DescribeNetwork* DescribePlacement* DescribePrefix*
  DescribePrincipal* DescribePublic* DescribeRegions DescribeReplace* DescribeReserved* DescribeRoute*
  DescribeScheduled* DescribeSecurityGroupRules DescribeSecurityGroupVpc* DescribeSecurityGroups DescribeSnapshotTier*
  DescribeSnapshots DescribeSpotDatafeed* DescribeSpotFleetRequests DescribeSpotInstance* DescribeSpotPrice*
  DescribeStale* DescribeStore* DescribeSubnets DescribeTags DescribeTraffic* DescribeTransit* DescribeTrunk*
  DescribeVerified* DescribeVolumeStatus DescribeVolumes* DescribeVpcClassic* DescribeVpcEndpointConnection*
  DescribeVpcEndpointServiceConfigurations DescribeVpcEndpointServices DescribeVpcEndpoints DescribeVpcPeering*
  DescribeVpcs DescribeVpn* DisableAws* DisableEbs* DisableImageBlock* DisableIpam* DisableSerial* DisableSnapshot*
  DisassociateIpamByoasn DisassociateTrunk* EnableAws* EnableEbs* EnableImageBlock* EnableIpam* EnableReachability*
  EnableSerial* EnableSnapshot* ExportTransit* GetAssociatedIpv6* GetAws* GetDefault* GetEbs* GetHost* GetImage*
  GetInstanceMetadata* GetInstanceTypes* GetReserved* GetSerial* GetSnapshot* GetSpot* GetSubnet*
  GetTransitGatewayAttachment* GetTransitGatewayPrefix* GetTransitGatewayRoute* GetVpnConnectionDeviceTypes Inject*
  List* ModifyAvailability* ModifyDefault* ModifyEbs* ModifyId* ModifyInstanceMetadataDefaults MoveAddress*
  ProvisionByoip* PurchaseReserved* PurchaseScheduled* RegisterInstance* Report* ResetEbs* RestoreAddress*
  RunScheduled* Withdraw*
ec2messages: *
ecr: BatchImport* CreatePull* CreateRepositoryCreation* DeletePull* DeleteRegistry* DeleteRepositoryCreation*
  DescribePull* DescribeRegistry DescribeRepository* GetAccount* GetAuthorization* GetRegistry* PutAccount*
  PutRegistry* PutReplication* Update* Validate*
ecs: CreateCapacity* CreateTask* DeleteAccount* DeregisterTask* DescribeTaskDefinition Discover* ListAccount*
  ListClusters ListServices* ListTask* PutAccount* RegisterTask*
eks: CreateCluster CreateEks* DescribeAddonConfiguration DescribeAddonVersions ListAccessPolicies ListClusters
  ListEks* Register*
elasticache: DescribeCacheEngine* DescribeEngine* DescribeEvents DescribeReservedCacheNodesOfferings DescribeService*
elasticbeanstalk: Check* CreateStorage* DescribeAccount* ListPlatformBranches
elasticfilesystem: CreateFile* DescribeAccount* PutAccount*
elasticloadbalancing: Describe* SetWeb*
elasticmapreduce: CreateRepository CreateSecurity* CreateStudio DeleteRepository DeleteSecurity* DescribeRelease*
  DescribeRepository DescribeSecurity* GetBlock* Link* ListClusters ListEditors ListNotebook* ListRelease*
  ListRepositories ListSecurity* ListStudio* ListSupported* PutBlock* Run* Unlink* UpdateRepository View*
es: Accept* Authorize* CreateApplication CreateElasticsearchService* CreatePackage CreateService* CreateVpc*
  DeleteElasticsearchService* DeleteInbound* DeleteOutbound* DeletePackage DeleteVpc* DescribeElasticsearchInstance*
  DescribeInbound* DescribeInstance* DescribeOutbound* DescribePackages DescribeReserved* DescribeVpc* GetPackage*
  ListDomainNames ListDomains* ListElasticsearch* ListInstance* ListVersions ListVpc* Purchase* Reject* Revoke*
  UpdatePackage* UpdateVpc*
events: ListApi* ListArchives ListConnections ListEndpoints ListEvent* ListPartnerEventSources ListReplays ListRule*
  PutPartner* PutPermission RemovePermission Test*
execute-api:
firehose: ListDelivery*
glue: BatchGetCustom* BatchGetStage* Check* CreateClassifier CreateCrawler CreateCustom* CreateData* CreateDev*
  CreateInbound* CreateML* CreateScript CreateSecurity* DeleteClassifier DeleteCustom* DeleteSecurity* Deregister*
  DescribeConnection* DescribeInbound* GetClassifier GetClassifiers GetColumnStatisticsTask* GetCrawlerMetrics
  GetCrawlers GetCustom* GetDataPreview* GetDataflow* GetDevEndpoints GetEnvironment GetExecutors* GetGenerated*
  GetJobBookmark GetJobs GetLog* GetMapping GetNotebook* GetPlan GetQueries GetQuery GetRecipe* GetSecurity* GetStage*
  GetStorage* GetTriggers Glue* ListBlueprints ListColumn* ListConnection* ListCrawlers ListCrawls ListCustom*
  ListDev* ListJobs ListRegistries ListSessions ListTriggers ListUsage* ListWorkflows Request* Reset* RunData* Send*
  StartCompletion StartCrawlerSchedule StartNotebook StopCrawlerSchedule Terminate* Test* UpdateClassifier
  UpdateCrawlerSchedule UseGlue*
guardduty: Accept* Archive* CreateDetector CreateIP* CreateMalware* CreateMembers CreatePublishing* CreateSample*
  CreateThreat* Decline* DeleteInvitations DeleteMembers DescribeMalware* DescribeOrganization* Disable* Disassociate*
  Enable* GetAdministrator* GetFindings* GetInvitations* GetMalwareScan* GetMaster* GetMember* GetOrganization*
  GetRemaining* GetUsage* Invite* ListDetectors ListFilters ListFindings ListIP* ListInvitations ListMalware*
  ListMembers ListOrganization* ListPublishing* ListThreat* Send* Start* Stop* Unarchive* UpdateFindings*
  UpdateMalwareScan* UpdateMember* UpdateOrganization*
iam: CreateAccount* DeleteAccount* DeleteCloud* Disable* EnableOrganizations* GenerateCredential* GetAccount*
  GetCloud* GetContextKeysForCustom* GetCredential* GetOrganizations* GetServiceLast* ListAccount* ListCloud*
  ListGroups ListInstanceProfiles ListOpenIDConnectProviders ListOrganizations* ListPolicies ListRoles
  ListSAMLProviders ListSTS* ListServerCertificates ListUsers ListVirtual* SetSTS* SetSecurity* SimulateCustom*
  UpdateAccount* UpdateCloud* UploadCloud*
kafka: DescribeClusterOperation* GetBootstrap* GetCompatible* ListClusters* ListConfigurations ListKafka*
  ListReplicators ListVpc*
kafka-cluster:
kinesis: DescribeLimits Disable* Enable* ListStreams Update*
kms: Connect* CreateCustom* CreateKey DeleteCustom* DescribeCustom* Disconnect* GenerateRandom ListAliases ListKeys
  ListRetirable* UpdateCustom*
lambda: CreateCode* CreateEvent* GetAccount* ListCode* ListEvent* ListFunctions ListLayer*
logs: Cancel* CreateLogDelivery DeleteAccount* DeleteIndex* DeleteLogDelivery DeleteQuery* DeleteResource*
  DescribeAccount* DescribeConfiguration* DescribeDeliveries DescribeDelivery* DescribeDestinations DescribeExport*
  DescribeField* DescribeIndex* DescribeLogGroups DescribeQueries DescribeQuery* DescribeResource* GetLogDelivery Link
  ListEntities* ListLogDeliveries ListLogGroups* PutAccount* PutIndex* PutQuery* PutResource* Stop* Test*
  UpdateLogDelivery
mq: CreateBroker CreateConfiguration DescribeBrokerEngine* DescribeBrokerInstance* ListBrokers ListConfigurations
organizations: CreateAccount CreateGov* CreateOrganization CreatePolicy DeleteOrganization DeleteResource*
  DescribeCreate* DescribeOrganization DescribeResource* DisableAWS* EnableAWS* EnableAll* Leave* ListAWS*
  ListAccounts ListCreate* ListDelegatedAdministrators ListHandshakes* ListPolicies ListRoots
payment-cryptography: CreateKey Decrypt* Encrypt* GenerateCard* GenerateMac GeneratePin* GetParameters* Import*
  ListAliases ListKeys Re* Translate* Verify*
pricing: *
ram: CreatePermission CreateResource* Enable* GetResource* ListPermissionVersions ListPermissions ListPrincipals
  ListReplace* ListResourceTypes ListResources
rds: Cancel* CreateDBProxy Cross* DescribeAccount* DescribeCertificates DescribeDBEngine* DescribeDBRecommendations
  DescribeEngine* DescribeEventCategories DescribeEvents DescribeOptionGroup* DescribeOrderable*
  DescribeRecommendation* DescribeReservedDBInstancesOfferings DescribeSource* ModifyCertificates
  ModifyDBRecommendation ModifyRecommendation
rds-db:
redshift: Accept* Add* AuthorizeEndpoint* CancelQuery* CreateAuthentication* CreateEndpoint* CreateInbound*
  CreateQev2* CreateRedshift* CreateSaved* CreateScheduled* DeleteAuthentication* DeleteEndpoint* DeletePartner
  DeleteSaved* DeleteScheduled* DescribeAccount* DescribeAuthentication* DescribeClusterDb* DescribeClusterParameter*
  DescribeClusterSecurity* DescribeClusterSnapshots DescribeClusterSubnet* DescribeClusterTracks
  DescribeClusterVersions DescribeClusters DescribeCustom* DescribeData* DescribeDefault* DescribeEndpoint*
  DescribeEvent* DescribeHsm* DescribeInbound* DescribeNode* DescribeOrderable* DescribePartners DescribeQev2*
  DescribeQuery DescribeRedshift* DescribeReserved* DescribeSaved* DescribeScheduled* DescribeSnapshotCopy*
  DescribeStorage DescribeTable* Execute* Fetch* GetReserved* List* ModifyAuthentication* ModifyClusterMaintenance
  ModifyEndpoint* ModifySaved* ModifyScheduled* Purchase* RevokeEndpoint* Update* View*
route53: CreateCidr* CreateHealth* CreateHosted* CreateReusable* CreateTrafficPolicy GetAccount* GetChecker* GetGeo*
  GetHealthCheckCount GetHostedZoneCount GetTrafficPolicyInstanceCount ListCidrCollections ListGeo* ListHealth*
  ListHosted* ListReusable* ListTrafficPolicies ListTrafficPolicyInstances Test*
s3: CreateJob Head* ListObjects* CreateStorage* GetAccessPoint GetAccount* ListAccessGrantsInstances ListAccessPoints*
  ListAll* ListJobs
  ListMulti* ListStorage* PutAccessPointPublic* PutAccount* PutStorageLensConfiguration
sagemaker: CreateLineage* DeleteLineage* DeleteResource* DescribeLineage* Disable* Enable* GetLineage* GetResource*
  GetSagemaker* GetSearch* ListActions ListAlgorithms ListApp* ListArtifacts ListAssociations ListAuto*
  ListCandidates* ListClusters ListCode* ListCompilation* ListContexts ListData* ListDevice* ListDomains ListEdge*
  ListEndpoint* ListExperiments ListFeature* ListFlow* ListHubs ListHuman* ListHyper* ListImages ListInference*
  ListLabelingJobs ListLineage* ListMlflow* ListModelBias* ListModelCards ListModelExplainability* ListModelMetadata
  ListModelPackage* ListModelQuality* ListModels ListMonitoring* ListNotebook* ListOptimization* ListPartner*
  ListPipelines ListProcessing* ListProjects ListResource* ListSharedModelEvents ListSharedModels ListSpaces
  ListStage* ListStudio* ListSubscribed* ListTrainingJobs ListTransform* ListTrial* ListUser* ListWorkforces
  ListWorkteams PutLineage* PutResource* Query* Render* Search
secretsmanager: Batch* GetRandom* ListSecrets
securityhub: BatchGetConfiguration* BatchGetSecurity* BatchGetStandards* BatchUpdateStandards* CreateAutomation*
  CreateConfiguration* CreateFinding* GetConfigurationPolicyAssociation GetSecurity* ListAutomation*
  ListConfiguration* ListFinding* ListSecurity* ListStandards* UpdateSecurityControl
ses: Clone* CreateAddon* CreateArchive CreateConfigurationSetTracking* CreateExport* CreateImport* CreateIngress*
  CreateReceipt* CreateRelay CreateRule* CreateTemplate CreateTraffic* DeleteConfigurationSetTracking* DeleteIdentity*
  DeleteReceipt* DeleteSuppressed* DeleteTemplate DeleteVerified* Describe* GetAccount* GetBlacklist* GetDedicatedIp
  GetDeliverabilityDashboard* GetDomainDeliverability* GetIdentity* GetMessage* GetSend* GetSuppressed* GetTemplate
  ListAddon* ListArchive* ListConfiguration* ListContact* ListCustom* ListDedicated* ListDeliverability* ListDomain*
  ListEmail* ListExport* ListIdentities ListIdentity* ListImport* ListIngress* ListReceipt* ListRelays ListRule*
  ListSuppressed* ListTemplates ListTraffic* ListVerified* PutAccount* PutDedicatedIpWarmup* PutDeliverability*
  PutIdentity* PutSuppressed* Reorder* Set* TestRenderTemplate UpdateAccount* UpdateConfigurationSetReputation*
  UpdateConfigurationSetSending* UpdateConfigurationSetTracking* UpdateReceipt* UpdateTemplate Verify*
sns: Check* CreatePlatform* CreateSMS* DeleteEndpoint DeletePlatform* DeleteSMS* GetEndpoint* GetPlatform* GetSMS*
  GetSubscription* ListEndpoints* ListOrigination* ListPhone* ListPlatform* ListSMS* ListSubscriptions ListTopics Opt*
  SetEndpoint* SetPlatform* SetSMS* SetSubscription* Unsubscribe Verify*
sqs: ListQueues
ssm: CancelCommand CreateActivation CreateMaintenance* CreateOps* CreatePatch* DeleteActivation DeleteInventory
  DescribeActivations DescribeAutomationExecutions DescribeAvailable* DescribeInstanceInformation
  DescribeInstancePatchStatesFor* DescribeInstanceProperties DescribeInventory* DescribeMaintenanceWindowExecution*
  DescribeMaintenanceWindowSchedule DescribeMaintenanceWindows* DescribeOps* DescribeParameters DescribePatch*
  DescribeSessions Execute* GetCommand* GetDeployable* GetExecution* GetInventory* GetMaintenanceWindowExecution*
  GetManifest GetPatchBaselineFor* ListAssociations ListCommand* ListCompliance* ListDocuments ListInventory* ListOps*
  ListResource* PutConfigure* PutInventory RegisterManaged* StartExecution*
ssmmessages: *
sso: Associate* CreateApplicationInstance* CreateManaged* CreateProfile CreateTrust DeleteApplicationInstance*
  DeleteManaged* DeletePermissionsPolicy DeleteProfile DescribeDirectories DescribePermissions* DescribeRegistered*
  DescribeTrusts Disassociate* GetApplicationInstance GetApplicationTemplate GetManaged* GetMfa* GetPermission*
  GetProfile GetSSO* GetShared* GetSso* GetTrust Import* ListApplicationInstance* ListApplicationTemplates
  ListApplications ListDirectory* ListInstances ListProfile* PutMfa* PutPermissionsPolicy Search* Start*
  UpdateApplicationInstance* UpdateDirectory* UpdateManaged* UpdateProfile UpdateSSO* UpdateTrust
states: Invoke* ListActivities ListStateMachines Reveal* Send* Test* Validate*
sts: Decode* GetAccess* GetCaller* GetService* GetSession*
support: *
tag: *
wafv2: Check* CreateAPI* DeleteAPI* Describe* Generate* GetDecrypted* GetMobile* ListAPI* ListAvailable* ListIP*
  ListLogging* ListManaged* ListMobile* ListRegex* ListRule* ListWeb*
xray: Batch* Cancel* DeleteResource* GetDistinct* GetEncryption* GetGroups GetIndexing* GetInsight* GetRetrieved*
  GetSampling* GetService* GetTime* GetTrace* Link ListResource* ListRetrieved* Put* Start* UpdateIndexing*
  UpdateTrace*
"""
"""Service to its actions that know no resource types, so that a policy can only allow them on ``*``. A service that
is not here is not known."""

ACCESS_CHANGES = """
acm-pca: CreatePermission DeletePermission DeletePolicy PutPolicy
apigateway: AddCertificateToDomain RemoveCertificateFromDomain SetWebACL UpdateRestApiPolicy
backup: DeleteBackupVaultAccessPolicy DeleteBackupVaultSharingPolicy PutBackupVaultAccessPolicy
  PutBackupVaultSharingPolicy
cloudformation: SetStackPolicy
codebuild: DeleteResourcePolicy PutResourcePolicy
cognito-identity: DeleteIdentityPool MergeDeveloperIdentities UnlinkDeveloperIdentity UpdateIdentityPool
ds: AccessDSData CreateConditionalForwarder CreateTrust ShareDirectory
dynamodb: DeleteResourcePolicy PutResourcePolicy
ec2: CreateNetworkInterfacePermission DeleteNetworkInterfacePermission ModifySnapshotAttribute
  ModifyVpcEndpointServicePermissions ResetSnapshotAttribute
ecr: DeleteRepositoryPolicy SetRepositoryPolicy
elasticfilesystem: DeleteFileSystemPolicy PutFileSystemPolicy
elasticmapreduce: DeleteWorkspaceAccess PutWorkspaceAccess
es: CreateElasticsearchDomain UpdateElasticsearchDomainConfig
fsx: BypassSnaplockEnterpriseRetention DeleteResourcePolicy GetResourcePolicy ManageBackupPrincipalAssociations
  PutResourcePolicy
glacier: AbortVaultLock CompleteVaultLock DeleteVaultAccessPolicy InitiateVaultLock SetVaultAccessPolicy
glue: DeleteResourcePolicy DescribeEntity ListEntities PutResourcePolicy RefreshOAuth2Tokens
iam: AddClientIDToOpenIDConnectProvider AddRoleToInstanceProfile AddUserToGroup AttachGroupPolicy AttachRolePolicy
  AttachUserPolicy ChangePassword CreateAccessKey CreateGroup CreateInstanceProfile CreateLoginProfile
  CreateOpenIDConnectProvider CreatePolicy CreatePolicyVersion CreateRole CreateSAMLProvider CreateServiceLinkedRole
  CreateServiceSpecificCredential CreateUser CreateVirtualMFADevice DeactivateMFADevice DeleteAccessKey DeleteGroup
  DeleteGroupPolicy DeleteInstanceProfile DeleteLoginProfile DeleteOpenIDConnectProvider DeletePolicy
  DeletePolicyVersion DeleteRole DeleteRolePermissionsBoundary DeleteRolePolicy DeleteSAMLProvider DeleteSSHPublicKey
  DeleteServerCertificate DeleteServiceLinkedRole DeleteServiceSpecificCredential DeleteSigningCertificate DeleteUser
  DeleteUserPermissionsBoundary DeleteUserPolicy DeleteVirtualMFADevice DetachGroupPolicy DetachRolePolicy
  DetachUserPolicy EnableMFADevice PassRole PutGroupPolicy PutRolePermissionsBoundary PutRolePolicy
  PutUserPermissionsBoundary PutUserPolicy RemoveClientIDFromOpenIDConnectProvider RemoveRoleFromInstanceProfile
  RemoveUserFromGroup ResetServiceSpecificCredential ResyncMFADevice SetDefaultPolicyVersion UpdateAccessKey
  UpdateAssumeRolePolicy UpdateGroup UpdateLoginProfile UpdateOpenIDConnectProviderThumbprint UpdateRole
  UpdateRoleDescription UpdateSAMLProvider UpdateSSHPublicKey UpdateServerCertificate UpdateServiceSpecificCredential
  UpdateSigningCertificate UpdateUser UploadSSHPublicKey UploadServerCertificate UploadSigningCertificate
iot: AttachPolicy AttachPrincipalPolicy DetachPolicy DetachPrincipalPolicy SetDefaultAuthorizer
  SetDefaultPolicyVersion
kms: CreateGrant PutKeyPolicy RetireGrant RevokeGrant
lambda: AddLayerVersionPermission AddPermission DisableReplication EnableReplication RemoveLayerVersionPermission
  RemovePermission
lightsail: GetRelationalDatabaseMasterUserPassword
ram: AcceptResourceShareInvitation AssociateResourceShare DeleteResourceShare DisassociateResourceShare
  RejectResourceShareInvitation UpdateResourceShare
rds: AuthorizeDBSecurityGroupIngress ModifyDBClusterSnapshotAttribute ModifyDBSnapshotAttribute
rds-db: connect
redshift: AuthorizeDataShare AuthorizeSnapshotAccess CreateClusterUser CreateSnapshotCopyGrant DeauthorizeDataShare
  DeleteResourcePolicy JoinGroup ModifyClusterIamRoles PutResourcePolicy RejectDataShare RevokeSnapshotAccess
route53resolver: PutFirewallRuleGroupPolicy PutResolverQueryLogConfigPolicy PutResolverRulePolicy
s3: BypassGovernanceRetention DeleteAccessPointPolicy DeleteAccessPointPolicyForObjectLambda DeleteBucketPolicy
  ObjectOwnerOverrideToBucketOwner PutAccessPointPolicy PutAccessPointPolicyForObjectLambda PutBucketAcl
  PutBucketPolicy PutBucketPublicAccessBlock PutMultiRegionAccessPointPolicy PutObjectAcl PutObjectVersionAcl
secretsmanager: DeleteResourcePolicy PutResourcePolicy ValidateResourcePolicy
servicecatalog: CreatePortfolioShare DeletePortfolioShare UpdatePortfolioShare
ses: CreateEmailIdentityPolicy DeleteEmailIdentityPolicy UpdateEmailIdentityPolicy
sns: AddPermission CreateTopic RemovePermission SetTopicAttributes
sqs: AddPermission CreateQueue RemovePermission SetQueueAttributes
ssm: DeleteResourcePolicy ModifyDocumentPermission PutResourcePolicy
sso: AttachCustomerManagedPolicyReferenceToPermissionSet AttachManagedPolicyToPermissionSet CreatePermissionSet
  DeletePermissionSet DeletePermissionsBoundaryFromPermissionSet DetachCustomerManagedPolicyReferenceFromPermissionSet
  DetachManagedPolicyFromPermissionSet PutPermissionsBoundaryToPermissionSet UpdatePermissionSet
storagegateway: DeleteChapCredentials SetLocalConsolePassword SetSMBGuestPassword UpdateChapCredentials
wafv2: DeletePermissionPolicy PutPermissionPolicy
vpc-lattice: DeleteAuthPolicy PutAuthPolicy
"""
"""Service to its actions that change who may use what: access level "Permissions management", and settings through
which a resource policy or a share is written."""

CREDENTIALS = """
chime: CreateApiKey
codepipeline: PollForJobs
codeartifact: GetAuthorizationToken
cognito-identity: GetOpenIdToken GetOpenIdTokenForDeveloperIdentity GetCredentialsForIdentity
connect: GetFederationToken
ec2: GetPasswordData
ecr-public: GetAuthorizationToken
iam: CreateAccessKey CreateLoginProfile CreateServiceSpecificCredential ResetServiceSpecificCredential UpdateAccessKey
lightsail: GetInstanceAccessDetails DownloadDefaultKeyPair CreateBucketAccessKey
  GetRelationalDatabaseMasterUserPassword
mediapackage: RotateChannelCredentials RotateIngestEndpointCredentials
rds-db: connect
redshift: GetClusterCredentials GetClusterCredentialsWithIAM
redshift-serverless: GetCredentials
sso: GetRoleCredentials
sts: AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity GetFederationToken GetSessionToken
"""
"""Service to its actions whose answer is a password, key or token. The token of ``ecr:GetAuthorizationToken`` is left
out: it opens nothing that the caller may not open anyway."""

DATA_READS = """
s3: GetObject
secretsmanager: GetSecretValue
ssm: GetParameter GetParameters GetParametersByPath
"""
"""Service to its actions that read stored data or secrets in bulk."""

ESCALATIONS = """
iam:CreateAccessKey
iam:CreateLoginProfile
iam:UpdateLoginProfile
iam:AddUserToGroup
iam:CreatePolicyVersion
iam:SetDefaultPolicyVersion
iam:AttachUserPolicy
iam:AttachGroupPolicy
iam:AttachRolePolicy
iam:PutUserPolicy
iam:PutGroupPolicy
iam:PutRolePolicy
iam:UpdateAssumeRolePolicy
iam:PassRole ec2:RunInstances
iam:PassRole ec2:RequestSpotInstances
iam:PassRole lambda:CreateFunction lambda:InvokeFunction
iam:PassRole lambda:CreateFunction lambda:AddPermission
iam:PassRole lambda:CreateFunction lambda:CreateEventSourceMapping
iam:PassRole glue:CreateDevEndpoint
iam:PassRole glue:CreateJob glue:StartJobRun
iam:PassRole glue:UpdateJob glue:StartJobRun
iam:PassRole cloudformation:CreateStack
iam:PassRole cloudformation:UpdateStackSet
iam:PassRole datapipeline:CreatePipeline
iam:PassRole codebuild:CreateProject codebuild:StartBuild
iam:PassRole ecs:RegisterTaskDefinition ecs:RunTask
iam:PassRole ecs:RegisterTaskDefinition ecs:StartTask
iam:PassRole ecs:RegisterTaskDefinition ecs:CreateService
iam:PassRole sagemaker:CreateNotebookInstance
iam:PassRole sagemaker:CreateTrainingJob
iam:PassRole sagemaker:CreateProcessingJob
iam:PassRole apprunner:CreateService
glue:UpdateDevEndpoint
lambda:UpdateFunctionCode
"""
"""Sets of actions, one a line, each of which is enough to reach the rights of another identity. Public research:
Rhino Security Labs, "AWS IAM Privilege Escalation - Methods and Mitigation", and Datadog's pathfinding.cloud."""

READING_WRITES = """
acm-pca: IssueCertificate
elasticmapreduce: GetClusterSessionCredentials GetOnClusterAppUIPresignedURL GetPersistentAppUIPresignedURL
redshift: GetClusterCredentials GetClusterCredentialsWithIAM
states: GetActivityTask
"""
"""Actions that change something although their name begins like reading."""

WRITING_READS = """
acm: ExportCertificate
apigateway: GET
cognito-idp: AdminGet* AdminList*
dynamodb: ConditionCheckItem PartiQLSelect
ec2: ExportClientVpn*
eks: AccessKubernetesApi
elasticfilesystem: ClientMount ReplicationRead
es: ESCrossClusterGet ESHttpGet ESHttpHead
iam: Generate*
kafka-cluster: ReadData
kinesis: SubscribeToShard
logs: StartLiveTail StartQuery Unmask
sagemaker: InvokeEndpoint*
securityhub: Send*
sqs: ReceiveMessage
"""
"""Actions that only read although their name does not begin so."""
