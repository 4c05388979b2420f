"""What deploys the application fits it: the image, the services, and the proxy in front of them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from assessment.settings import ROOT, load_settings
from tests.nginx import CONFIGURATION, configuration, program
from tests.unit.test_docs import Environment

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
NGINX = CONFIGURATION.read_text("utf-8")


def of_the_image(name: str) -> str:
    """An environment variable that the image sets."""
    found = re.search(rf"\b{name}=(\S+)", DOCKERFILE)
    assert found
    return found.group(1)


def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    written = tmp_path / "nginx.conf"
    written.write_text(configuration(tmp_path, 18080, [18501, 18502], [18501, 18502]), "utf-8")
    done = subprocess.run(
        [program(), "-t", "-c", written, "-p", tmp_path], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


def test_what_the_image_copies_is_there_and_sent_to_the_builder() -> None:
    copied = re.findall(r"^COPY (?!--from)(\S+) ", DOCKERFILE, re.MULTILINE)
    sent = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text("utf-8"), re.MULTILINE)
    assert sorted(copied) == sorted(sent)
    assert all((ROOT / path).exists() for path in copied)


def test_every_setting_of_the_services_is_one_that_is_read() -> None:
    environment = Environment({})
    load_settings(environment)
    of_uvicorn = {"FORWARDED_ALLOW_IPS"}
    assert set(SERVICES["app"]["environment"]) <= {*environment.asked, *of_uvicorn}


def test_an_empty_setting_of_the_services_is_its_default() -> None:
    empty = {name: "" for name, value in SERVICES["app"]["environment"].items() if str(value).endswith(":-}")}
    assert empty
    assert load_settings(empty) == load_settings({})


def test_the_proxy_asks_where_the_application_listens_and_is_reached_where_it_listens() -> None:
    assert set(re.findall(r"server (app:\d+)", NGINX)) == {f"app:{of_the_image('PORT')}"}
    assert re.findall(r"listen (\d+);", NGINX) == [SERVICES["nginx"]["ports"][0].rpartition(":")[2]]


@pytest.mark.parametrize("name", ["nginx", "app"])
def test_a_service_that_people_reach_can_write_nothing_that_stays_and_has_no_privileges(name: str) -> None:
    service = SERVICES[name]
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not [volume for volume in service.get("volumes", []) if not volume.endswith(":ro")]
    user = service.get("user") or re.findall(r"^USER (\S+)$", DOCKERFILE, re.MULTILINE)[-1]
    assert not user.startswith(("0", "root"))


def test_only_the_proxy_is_reached_from_outside_and_the_database_by_the_application_alone() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]
    assert SERVICES["postgresql"]["networks"] == ["back"]
    assert COMPOSE["networks"]["back"] == {"internal": True}
    assert "back" not in SERVICES["nginx"]["networks"]
