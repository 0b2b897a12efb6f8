"""Writes the safetensors format: 8 bytes header length (little-endian), a JSON header, the tensors' bytes one after another."""
import json
import struct
import numpy as np

NAMES = {np.dtype("float32"): "F32", np.dtype("int32"): "I32"}


def save(path, tensors, metadata):
    header, offset = {"__metadata__": {k: str(v) for k, v in metadata.items()}}, 0
    for name, array in tensors.items():
        size = array.nbytes
        header[name] = {"dtype": NAMES[array.dtype], "shape": list(array.shape), "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for array in tensors.values():
            file.write(np.ascontiguousarray(array).astype(array.dtype.newbyteorder("<")).tobytes())


def load(path):
    """The tensors of a file by name."""
    data = open(path, "rb").read()
    size = struct.unpack("<Q", data[:8])[0]
    kinds = {name: dtype for dtype, name in NAMES.items()}
    return {name: np.frombuffer(data[8 + size + e["data_offsets"][0]:8 + size + e["data_offsets"][1]], kinds[e["dtype"]]).reshape(e["shape"])
            for name, e in json.loads(data[8:8 + size]).items() if name != "__metadata__"}
