global using AffectAgent.Reasoning;
