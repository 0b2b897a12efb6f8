"""The expression network: a small residual network over one grey 48x48 face."""

import torch
from torch import nn


def conv_bn(inputs, outputs, stride=1, kernel=3):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs))


class SqueezeExcite(nn.Module):
    """Scales each channel by what the whole map holds."""

    def __init__(self, channels):
        super().__init__()
        self.gate = nn.Sequential(
            nn.AdaptiveAvgPool2d(1), nn.Conv2d(channels, channels // 4, 1), nn.ReLU(),
            nn.Conv2d(channels // 4, channels, 1), nn.Sigmoid())

    def forward(self, x):
        return x * self.gate(x)


class Block(nn.Module):
    """Two 3x3 convolutions beside a shortcut; the shortcut averages before it strides (ResNet-D)."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.path = nn.Sequential(conv_bn(inputs, outputs, stride), nn.ReLU(), conv_bn(outputs, outputs))
        nn.init.zeros_(self.path[2][1].weight)
        self.shortcut = nn.Sequential()
        if stride > 1:
            self.shortcut.append(nn.AvgPool2d(2, ceil_mode=True))
        if inputs != outputs:
            self.shortcut.append(conv_bn(inputs, outputs, kernel=1))

    def forward(self, x):
        return torch.relu(self.path(x) + self.shortcut(x))


class ExpressionNet(nn.Module):
    """[N,1,H,W] grey in 0..255 -> [N,7] logits. Each face is brought to mean 0 and deviation 1 inside."""

    def __init__(self, widths=(32, 64, 128, 256), blocks=(1, 2, 2, 2), stem=16, classes=7, dropout=0.3, stride=2):
        super().__init__()
        layers = [conv_bn(1, stem), nn.ReLU(), conv_bn(stem, widths[0], stride=stride), nn.ReLU()]
        channels = widths[0]
        for stage, (width, count) in enumerate(zip(widths, blocks)):
            for index in range(count):
                layers.append(Block(channels, width, 2 if stage > 0 and index == 0 else 1))
                channels = width
            if stage > 0:
                layers.append(SqueezeExcite(width))
        self.features = nn.Sequential(*layers)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(channels, classes)

    def pooled(self, face):
        """What the head reads: the mean of each channel of the last map."""
        centred = face - face.mean(dim=(2, 3), keepdim=True)
        deviation = (centred * centred).mean(dim=(2, 3), keepdim=True).add(16.0).sqrt()
        return self.features(centred / deviation).mean(dim=(2, 3))

    def forward(self, face):
        return self.head(self.dropout(self.pooled(face)))
