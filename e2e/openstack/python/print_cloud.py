"""`print_cloud.py CLOUD REGION`: what openstacksdk takes for the cloud that is meant; `-` names none."""
import json
import sys

from openstack.config import OpenStackConfig

cloud, region = (None if word == "-" else word for word in sys.argv[1:3])
chosen = OpenStackConfig().get_one(cloud=cloud, region_name=region, argparse=None)
said = chosen.config
print(
    json.dumps(
        {
            "name": chosen.name,
            "region": chosen.region_name or None,
            "authUrl": said["auth"]["auth_url"],
            "user": said["auth"].get("username"),
            "password": said["auth"].get("password"),
            "project": said["auth"].get("project_name"),
            "interface": said.get("interface") or "public",
            "caFile": said.get("cacert"),
            "isVerified": said.get("verify"),
        }
    )
)
