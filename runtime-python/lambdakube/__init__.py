"""Runs programs of LambdaKube: the local run, and the function of a pod. See README.md of this folder."""

__version__ = "0.1.0"
