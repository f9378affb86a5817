"""Terraform definitions of Firewall Management Center and ISE: what is claimed and configured, by code.

A licence in a list of a device is a claim; a performance tier says how large a device is; a module that group policies
deploy is configured. None of it was bought or is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lictool.importing.facts import item
from lictool.importing.ise_api import TIERS as ISE_TIERS
from lictool.importing.ise_api import state
from lictool.importing.terraform import is_plain, listed, reference, resources, text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lictool.importing.facts import Notebook
    from lictool.importing.terraform import Resource

CLAIMS: dict[str, tuple[str, ...]] = {
    "SECURE_CLIENT_ADVANTAGE": ("plus",),
    "SECURE_CLIENT_PREMIER": ("apex",),
    "SECURE_CLIENT_PREMIER_ADVANTAGE": ("apex", "plus"),
    "SECURE_CLIENT_VPNOnly": ("vpn-only",),
}
"""Words for licences of the client. `ESSENTIALS` is the base licence of the device and none of them."""
MODULES = {
    "AMP_ENABLER": "amp-enabler",
    "DART": "dart",
    "ISE_POSTURE": "ise-posture",
    "NETWORK_ACCESS_MANAGER": "nam",
    "NETWORK_VISIBILITY": "nvm",
    "START_BEFORE_LOGIN": "start-before-logon",
    "UMBRELLA_ROAMING": "umbrella",
    "WEB_SECURITY": "web-security",
}
"""Words for modules of the client, and the service that each serves."""


def recognises(name: str, content: bytes) -> bool:
    """Tell whether a file defines anything of FMC or ISE."""
    del name
    return b'"fmc_' in content or b'"ise_' in content


def read_file(content: bytes, notes: Notebook) -> None:
    """Take down what the resources say."""
    found = list(resources(content, notes))
    names = {one.address: name for one in found if one.type == "fmc_device" and (name := _name(one.data.get("name")))}
    for resource in found:
        handler = _HANDLERS.get(resource.type)
        notes.is_empty = True
        if (handler is None or not handler(resource, names, notes)) and resource.line:
            notes.skip(resource.line)


def _name(value: Any) -> str:
    return text(value)[:100].strip()


def _device(resource: Resource, names: Mapping[str, str], notes: Notebook) -> bool:
    name = names.get(resource.address)
    if not name:
        notes.warn("import-variable", resource.at("name"), setting="name")
        return True
    _settings(name, resource.data, resource, notes)
    return True


def _many(resource: Resource, _: Mapping[str, str], notes: Notebook) -> bool:
    """Read devices that one resource defines by their names."""
    items = resource.data.get("items")
    if not isinstance(items, dict):
        return False
    for name, settings in items.items():
        if isinstance(settings, dict) and is_plain(name):
            _settings(_name(name), settings, resource, notes)
    return True


def _settings(name: str, settings: Mapping[str, Any], resource: Resource, notes: Notebook) -> None:
    if not name:
        notes.skip(resource.line)
        return
    path = ("headends", item(name=name))
    notes.fact((*path, "vendor"), "cisco", resource.line)
    notes.fact((*path, "os"), "ftd", resource.line)
    tier = _name(settings.get("performance_tier"))
    if tier:
        notes.fact((*path, "platform"), "ftdv", resource.at("performance_tier"))
        notes.fact((*path, "performanceTier"), tier, resource.at("performance_tier"))
    key = "licenses" if "licenses" in settings else "license_capabilities"
    line = resource.at(key)
    words = settings.get(key, [])
    if not isinstance(words, list) or not all(map(is_plain, words)):
        notes.warn("import-variable", line, setting=key)
    for word in listed(words):
        for claimed in CLAIMS.get(word, ()) if isinstance(word, str) else ():
            notes.fact((*path, "smart", "claimed"), (claimed,), line)


def _pair(resource: Resource, names: Mapping[str, str], notes: Notebook) -> bool:
    """Read a pair; which devices it joins is known where it refers to devices of the same file."""
    keys = {"primary": "primary_device_id", "secondary": "secondary_device_id"}
    units = {role: names.get(reference(resource.data.get(key)), "") for role, key in keys.items()}
    if not all(units.values()):
        notes.warn("import-pair-unknown", resource.line)
        return True
    for role, mate in (("primary", "secondary"), ("secondary", "primary")):
        path = ("headends", item(name=units[role]), "ha")
        line = resource.at(keys[role])
        notes.fact((*path, "mode"), "active-standby", line)
        notes.fact((*path, "role"), role, line)
        notes.fact((*path, "peer"), units[mate], line)
    return True


def _policy(resource: Resource, _: Mapping[str, str], notes: Notebook) -> bool:
    """Read a group policy: the modules that it deploys, and the tunnel of the device itself."""
    line = resource.at("secure_client_modules")
    known = False
    for module in listed(resource.data.get("secure_client_modules")):
        word = module.get("type") if isinstance(module, dict) else None
        if not is_plain(word):
            notes.warn("import-variable", line, setting="secure_client_modules")
        elif isinstance(word, str) and word in MODULES:
            _configured(MODULES[word], line, notes)
            known = True
    if text(resource.data.get("secure_client_management_profile_id")):
        _configured("management-vpn-tunnel", resource.at("secure_client_management_profile_id"), notes)
        known = True
    return known


def _remote_access(resource: Resource, _: Mapping[str, str], notes: Notebook) -> bool:
    """Read a remote-access VPN: it serves the client where an interface takes its protocols and a package is named."""
    interfaces = [one for one in listed(resource.data.get("access_interfaces")) if isinstance(one, dict)]
    takes = any(one.get(key) is True for one in interfaces for key in ("protocol_ssl", "protocol_ipsec_ikev2"))
    if takes and listed(resource.data.get("secure_client_images")):
        _configured("secure-client-vpn", resource.at("access_interfaces"), notes)
        return True
    return False


def _profiles(resource: Resource, _: Mapping[str, str], notes: Notebook) -> bool:
    """Read connection profiles; only the method makes it SAML, not a setting about SAML beside another method."""
    items = resource.data.get("items")
    known = False
    for profile in items.values() if isinstance(items, dict) else ():
        method = profile.get("authentication_method") if isinstance(profile, dict) else None
        if not is_plain(method):
            notes.warn("import-variable", resource.at("authentication_method"), setting="authentication_method")
        elif method in ("SAML", "SAML_AND_CLIENT_CERTIFICATE"):
            _configured("saml", resource.at("authentication_method"), notes)
            known = True
    return known


def _access(resource: Resource, _: Mapping[str, str], notes: Notebook) -> bool:
    """Read a dynamic access policy: with a posture package it asks the posture of devices."""
    if "secure_client_posture_package_id" not in resource.data:
        return False
    _configured("hostscan", resource.at("secure_client_posture_package_id"), notes)
    return True


def _ise(resource: Resource, _: Mapping[str, str], notes: Notebook) -> bool:
    known = False
    for licence in listed(resource.data.get("licenses")):
        word = licence.get("name") if isinstance(licence, dict) else None
        if isinstance(word, str) and word in ISE_TIERS:
            state(ISE_TIERS[word], text(licence.get("status")), resource.at("licenses"), notes)
            known = True
    return known


def _configured(feature: str, line: int, notes: Notebook) -> None:
    """Take down that a service is configured; on which devices, the definitions do not say by themselves."""
    notes.fact(("features", item(name=feature, status="configured")), None, line)


_HANDLERS: dict[str, Callable[[Resource, Mapping[str, str], Notebook], bool]] = {
    "fmc_device": _device,
    "fmc_devices": _many,
    "fmc_device_ha_pair": _pair,
    "fmc_group_policy": _policy,
    "fmc_vpn_ra": _remote_access,
    "fmc_vpn_ra_connection_profiles": _profiles,
    "fmc_dynamic_access_policy": _access,
    "ise_license_tier_state": _ise,
}
"""What reads a resource, by its type; keys, tokens and passwords are looked at by none."""
