"""Networks whose weights are kept in 16 bits and widened when they are used: half the file, the same speed once loaded."""
import copy

from torch import nn
from torch.nn import functional as F
from torch.nn.utils.fusion import fuse_conv_bn_eval


class HalfStored(nn.Module):
    """A convolution or a linear layer with its weights in 16 bits; its bias stays as it is."""

    def __init__(self, layer):
        super().__init__()
        self.convolution = {"stride": layer.stride, "padding": layer.padding} if isinstance(layer, nn.Conv2d) else None
        self.register_buffer("kernel", layer.weight.detach().half())
        self.register_buffer("bias", None if layer.bias is None else layer.bias.detach())

    def forward(self, x):
        kernel = self.kernel.float()
        return F.linear(x, kernel, self.bias) if self.convolution is None else F.conv2d(x, kernel, self.bias, **self.convolution)


def halved(net, kinds=(nn.Conv2d,)):
    """A copy with its normalisations folded into its convolutions and the layers of these kinds in 16 bits."""
    net = copy.deepcopy(net).eval()
    for module in list(net.modules()):
        if isinstance(module, nn.Sequential) and len(module) == 2 and isinstance(module[1], nn.BatchNorm2d):
            module[0], module[1] = fuse_conv_bn_eval(module[0], module[1]), nn.Identity()
    for module in list(net.modules()):
        for name, child in module.named_children():
            if isinstance(child, kinds):
                setattr(module, name, HalfStored(child))
    return net
