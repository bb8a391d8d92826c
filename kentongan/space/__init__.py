"""Unusual places and times: scan statistics over zones, trees and subsets."""
