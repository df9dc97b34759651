"""A driver for Cinder: a volume is a file, and so is a snapshot. Nobody attaches them: the hypervisor is Nova's fake one."""
import os
import subprocess

from cinder import interface
from cinder.volume import driver
from oslo_config import cfg
from oslo_utils import units


@interface.volumedriver
class FileDriver(driver.VolumeDriver):
    VERSION = "1"

    def do_setup(self, context):
        os.makedirs(os.path.join(cfg.CONF.state_path, "volumes"), exist_ok=True)

    def check_for_setup_error(self):
        pass

    def _update_volume_stats(self):
        self._stats = {
            "volume_backend_name": "file",
            "vendor_name": "Netberth's tests",
            "driver_version": self.VERSION,
            "storage_protocol": "file",
            "total_capacity_gb": "infinite",
            "free_capacity_gb": "infinite",
            "reserved_percentage": 0,
        }

    def create_volume(self, volume):
        self._sized(volume)

    def clone_image(self, context, volume, image_location, image_meta, image_service):
        with open(path_of(volume), "wb") as file:
            image_service.download(context, image_meta["id"], data=file)
        self._sized(volume)
        return {}, True

    def create_volume_from_snapshot(self, volume, snapshot):
        copy(snapshot, volume)
        self._sized(volume)

    def create_cloned_volume(self, volume, src_vref):
        self.create_volume_from_snapshot(volume, src_vref)

    def extend_volume(self, volume, new_size):
        os.truncate(path_of(volume), new_size * units.Gi)

    def delete_volume(self, volume):
        if os.path.exists(path_of(volume)):
            os.remove(path_of(volume))

    def create_snapshot(self, snapshot):
        copy(snapshot.volume, snapshot)

    def delete_snapshot(self, snapshot):
        self.delete_volume(snapshot)

    def initialize_connection(self, volume, connector):
        return {"driver_volume_type": "fake", "data": {"access_mode": "rw"}}

    def terminate_connection(self, volume, connector, **kwargs):
        pass

    def ensure_export(self, context, volume):
        pass

    def create_export(self, context, volume, connector):
        pass

    def remove_export(self, context, volume):
        pass

    def _sized(self, volume):
        with open(path_of(volume), "ab") as file:
            file.truncate(volume.size * units.Gi)


def path_of(thing):
    return os.path.join(cfg.CONF.state_path, "volumes", thing.id)


def copy(source, target):
    subprocess.check_call(["cp", "--sparse=always", path_of(source), path_of(target)])
