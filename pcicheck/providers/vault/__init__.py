"""HashiCorp Vault: which native types there are and who reads them."""

from __future__ import annotations

from pcicheck.providers.base import Row, Theme

_VALUE = Row("vault.secrets:stored", ("secret",))
_MOUNT = Row("vault.mounts:mount", ("secrets_mount",))
_AUTHORITY = Row("vault.pki:authority", ("certificate_authority",))
_SIGN_IN = Row("vault.signin:role", ("sign_in_role",))
_ISSUING = Row("vault.issuing:role", ("issuing_role",))
_SIGN_IN_ROLES = (
    "vault_approle_auth_backend_role",
    "vault_aws_auth_backend_role",
    "vault_jwt_auth_backend_role",
    "vault_kubernetes_auth_backend_role",
    "vault_token_auth_backend_role",
)
_ISSUING_ROLES = (
    "vault_aws_secret_backend_role",
    "vault_azure_secret_backend_role",
    "vault_consul_secret_backend_role",
    "vault_database_secret_backend_role",
    "vault_kubernetes_secret_backend_role",
    "vault_ldap_secret_backend_dynamic_role",
    "vault_ssh_secret_backend_role",
)
_VALUES = ("vault_generic_secret", "vault_kv_secret", "vault_kv_secret_v2")
_MOUNTS = ("vault_aws_secret_backend", "vault_database_secrets_mount", "vault_mount")

THEME = Theme(
    adapters={
        "vault_transit_secret_backend_key": Row("vault.transit:key", ("key",)),
        **dict.fromkeys(_VALUES, _VALUE),
        "vault_database_secret_backend_static_role": Row("vault.secrets:static_role", ("secret_rotation",)),
        "vault_policy": Row("vault.policies:policy", ("grant",)),
        "data.vault_policy_document": Row("vault.policies:document", ("grant",)),
        **dict.fromkeys(_MOUNTS, _MOUNT),
        "vault_auth_backend": Row("vault.mounts:sign_in", ("secrets_mount",)),
        **dict.fromkeys(_SIGN_IN_ROLES, _SIGN_IN),
        **dict.fromkeys(_ISSUING_ROLES, _ISSUING),
        "vault_database_secret_backend_connection": Row("vault.databases:connection", ("upstream",)),
        "vault_audit": Row("vault.audit:device", ("audit_device",)),
        "vault_identity_mfa_login_enforcement": Row("vault.audit:second_factor", ("mfa_enforcement",)),
        "vault_pki_secret_backend_root_cert": _AUTHORITY,
        "vault_pki_secret_backend_intermediate_cert_request": _AUTHORITY,
        "vault_pki_secret_backend_role": Row("vault.pki:role", ("certificate_profile",)),
        "vault_approle_auth_backend_role_secret_id": Row("vault.tokens:secret_id", ("credential",)),
        "vault_token": Row("vault.tokens:token", ("credential",)),
        "vault:policy": Row("vault.policies:policy", ("grant",)),
        "vault:server": Row("vault.server:server", ("secrets_server",)),
        "vault:audit": Row("vault.server:audit", ("audit_device",)),
        "vault:listener": Row("vault.listeners:listener", ("endpoint",)),
        "vault:agent_listener": Row("vault.listeners:of_agent", ("endpoint",)),
        "vault:storage": Row("vault.storage:storage", ("upstream",)),
        "vault:seal": Row("vault.storage:seal", ("upstream",)),
        "vault:agent": Row("vault.storage:agent", ("upstream",)),
    },
    helpers=(
        "vault_managed_keys",
        "vault_pki_secret_backend_config_urls",
        "vault_pki_secret_backend_crl_config",
    ),
)
THEMES = (THEME,)
